/** @jsxImportSource react */
import { createRoot } from "react-dom/client";
import { App } from "../../examples/react/app.tsx";

declare const SERVER: string;

createRoot(document.querySelector("#app")!).render(<App baseUrl={SERVER} />);
