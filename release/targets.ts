/** A platform with release builds. */
export type Target = {
  /** The last part of the file name, `schedkit-VERSION-NAME`. */
  readonly name: string;
  /** The name for `bun build --target`. */
  readonly bun: string;
  /** The npm package with the Bun that is embedded in the executable. */
  readonly bunPackage: string;
  readonly suffix?: ".exe";
};

/** Every platform with release builds. */
export const targets: readonly Target[] = [
  { name: "linux-x64", bun: "bun-linux-x64", bunPackage: "@oven/bun-linux-x64" },
  { name: "linux-arm64", bun: "bun-linux-arm64", bunPackage: "@oven/bun-linux-aarch64" },
  { name: "linux-x64-musl", bun: "bun-linux-x64-musl", bunPackage: "@oven/bun-linux-x64-musl" },
  { name: "linux-arm64-musl", bun: "bun-linux-arm64-musl", bunPackage: "@oven/bun-linux-aarch64-musl" },
  { name: "macos-arm64", bun: "bun-darwin-arm64", bunPackage: "@oven/bun-darwin-aarch64" },
  { name: "windows-x64", bun: "bun-windows-x64", bunPackage: "@oven/bun-windows-x64", suffix: ".exe" },
];
