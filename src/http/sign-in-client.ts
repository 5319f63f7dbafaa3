import type { ProxyTrust } from "../config/proxy-trust.ts";
import type { SignInClient } from "../usecases/sign-in-tries.ts";
import { isUntrustedProxy } from "./booker.ts";
import { clientAddress } from "./client-address.ts";
import { deviceTokenOf } from "./session-cookie.ts";

/** Who tries a password, as far as the request tells. */
export function signInClient(
  request: Request,
  server: Bun.Server<unknown> | null,
  trustProxy: ProxyTrust,
): SignInClient {
  const peer = server?.requestIP(request)?.address;
  const name = clientAddress(request, peer, trustProxy);
  return {
    name,
    network: isUntrustedProxy(request, peer, trustProxy) ? undefined : name,
    device: deviceTokenOf(request.headers),
  };
}
