import { constantResponse } from "../http/constant-response.ts";
import { reactPackage } from "./react-package.ts" with { type: "macro" };

const { tarball, module } = await reactPackage();

/** What other sites' builds download: the package for `npm install`, and the module for `import`. */
export const reactFiles = new Map([
  ["schedkit-react.tgz", constantResponse(bytesOf(tarball, "base64"), "application/gzip")],
  ["react.js", constantResponse(bytesOf(module, "utf8"), "text/javascript; charset=utf-8")],
]);

function bytesOf(text: string, encoding: "base64" | "utf8"): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, encoding));
}
