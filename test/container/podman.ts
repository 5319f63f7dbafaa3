import { join } from "node:path";
import { temporaryFolder } from "../support/start-server.ts";
import { ask, debian, tell } from "./machine.ts";

/** Images and containers of this test run, removed afterwards. */
const folder = temporaryFolder();
const podmanAlone = [
  "podman",
  `--root=${folder.path}/store`,
  `--runroot=${folder.path}/run`,
  "--runtime=runc",
  "--cgroup-manager=cgroupfs",
  "--events-backend=none",
];

export const podman = (...args: string[]) => ask(...podmanAlone, ...args);
export const tellPodman = (...args: string[]) => tell(...podmanAlone, ...args);

export async function removePodman(): Promise<void> {
  await podman("rm", "--all", "--force", "--time=0");
  await podman("rmi", "--all", "--force");
  await tell("umount", "--recursive", `${folder.path}/store/overlay`);
  folder.remove();
}

/** Builds the Dockerfile unchanged, on base images made from Debian and this machine's Node. */
export async function buildImage(root: string): Promise<string> {
  await ask("tar", "-C", debian, "-cf", join(folder.path, "debian.tar"), ".");
  await podman("import", join(folder.path, "debian.tar"), "localhost/debian");
  await buildBase("localhost/build-base", await withNode());
  await buildBase("localhost/run-base", likeDistroless);
  const bases = ["--build-arg=BUILD_BASE=localhost/build-base", "--build-arg=RUN_BASE=localhost/run-base"];
  // Health checks are specific to Docker's image format.
  await podman("build", "--format=docker", "--network=host", ...limits, ...bases, "--tag=schedkit", root);
  return "schedkit";
}

/** A container must not raise the limits of the user who runs the tests. */
export const limits = ["--ulimit=nofile=1024:1024", "--ulimit=nproc=1024:1024"];

async function buildBase(name: string, lines: string): Promise<void> {
  await Bun.write(join(folder.path, "Containerfile"), lines);
  const file = `--file=${join(folder.path, "Containerfile")}`;
  await podman("build", ...limits, file, `--tag=${name}`, join(folder.path, "node"));
}

/** A replacement for `node:22-bookworm-slim`: Debian with Node and npm, configured like this machine. */
async function withNode(): Promise<string> {
  const context = join(folder.path, "node");
  const npm = join(await ask("npm", "root", "--global"), "npm");
  const certificates = process.env["NODE_EXTRA_CA_CERTS"] ?? "/etc/ssl/certs/ca-certificates.crt";
  await ask("mkdir", "-p", join(context, "etc"));
  await ask("cp", "--dereference", Bun.which("node")!, join(context, "node"));
  await ask("cp", "--recursive", npm, join(context, "npm"));
  await ask("cp", "--dereference", certificates, join(context, "etc/certificates.crt"));
  return `FROM localhost/debian
COPY node /usr/local/bin/node
COPY npm /usr/local/lib/npm
COPY etc/certificates.crt /etc/certificates.crt
RUN ln -s ../lib/npm/bin/npm-cli.js /usr/local/bin/npm && ln -s ../lib/npm/bin/npx-cli.js /usr/local/bin/npx
ENV NODE_EXTRA_CA_CERTS=/etc/certificates.crt npm_config_registry=${await ask("npm", "config", "get", "registry")}
`;
}

/** A replacement for distroless: the C library and nothing to run, not even a shell. */
const likeDistroless = `FROM localhost/debian AS debian
RUN mkdir -p /base/lib64 /base/lib/x86_64-linux-gnu /base/etc && \\
  cp -L /lib64/ld-linux-x86-64.so.2 /base/lib64 && cd /lib/x86_64-linux-gnu && \\
  cp -L libc.so.6 libm.so.6 libdl.so.2 libpthread.so.0 librt.so.1 libresolv.so.2 /base/lib/x86_64-linux-gnu && \\
  echo 'nonroot:x:65532:65532::/home/nonroot:/sbin/nologin' > /base/etc/passwd
FROM scratch
COPY --from=debian /base /
USER nonroot
`;
