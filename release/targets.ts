/** A kind of machine that a release is made for. */
export type Target = {
  /** As in the file's name, `schedkit-VERSION-NAME`. */
  readonly name: string;
  /** As `bun build --target` calls it. */
  readonly bun: string;
  /** The npm package with the Bun that becomes part of the executable. */
  readonly bunPackage: string;
  readonly suffix?: ".exe";
};

/** Every kind of machine that a release is made for. */
export const targets: readonly Target[] = [
  { name: "linux-x64", bun: "bun-linux-x64", bunPackage: "@oven/bun-linux-x64" },
  { name: "linux-arm64", bun: "bun-linux-arm64", bunPackage: "@oven/bun-linux-aarch64" },
  { name: "linux-x64-musl", bun: "bun-linux-x64-musl", bunPackage: "@oven/bun-linux-x64-musl" },
  { name: "linux-arm64-musl", bun: "bun-linux-arm64-musl", bunPackage: "@oven/bun-linux-aarch64-musl" },
  { name: "macos-arm64", bun: "bun-darwin-arm64", bunPackage: "@oven/bun-darwin-aarch64" },
  { name: "windows-x64", bun: "bun-windows-x64", bunPackage: "@oven/bun-windows-x64", suffix: ".exe" },
];
