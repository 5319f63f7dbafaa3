declare module "swagger-ui-dist/*" {
  const path: string;
  export default path;
}

declare module "*/init.js" {
  const path: string;
  export default path;
}

declare module "*/docs.css" {
  const path: string;
  export default path;
}
