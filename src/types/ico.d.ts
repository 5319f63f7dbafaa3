declare module "*.ico" {
  const path: string;
  export default path;
}
