// Follows the system's colours, and shows the description that the server serves beside this page.
const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", follow);
follow();

SwaggerUIBundle({
  url: document.getElementById("swagger-ui").dataset.description,
  dom_id: "#swagger-ui",
  deepLinking: true,
  filter: true,
  defaultModelsExpandDepth: 0,
  persistAuthorization: true,
  displayRequestDuration: true,
  validatorUrl: null,
  plugins: [samplesBeforeResponses, accessibleOperations],
  // The document names the public address. What is tried out goes to the address that this page was opened at.
  requestInterceptor: (request) => {
    const { pathname, search } = new URL(request.url, location.href);
    return Object.assign(request, { url: location.origin + pathname + search });
  },
});

/** The button that opens an operation must not contain a link (WCAG 4.1.2). It changes the address of the page all the same. */
function accessibleOperations({ React }) {
  return {
    wrapComponents: { DeepLink: () => (props) => React.createElement("span", null, props.text) },
  };
}

/** Headings without gaps, as there is no second level between the page's title and its parts, and landmarks around everything. */
function nameParts() {
  for (const heading of document.querySelectorAll("#swagger-ui :is(h3, h4, h5)"))
    heading.setAttribute("aria-level", heading.closest(".models") ? 2 : heading.tagName[1] - 1);
  for (const [part, name] of Object.entries({ ".information-container": "About", ".filter": "Filter" })) {
    const element = document.querySelector(part);
    element?.setAttribute("role", "region");
    element?.setAttribute("aria-label", name);
  }
}
new MutationObserver(nameParts).observe(document.getElementById("swagger-ui"), {
  childList: true,
  subtree: true,
});

/** Shows each operation's example in curl, TypeScript and Python, before anything is tried out. */
function samplesBeforeResponses({ React }) {
  const { createElement } = React;
  return {
    wrapComponents: {
      responses: (Responses, system) => (props) => {
        const operation = system.specSelectors.specJson().getIn(["paths", props.path, props.method])?.toJS();
        return createElement(
          "div",
          null,
          operation && createElement(Samples, { createElement, operation, ...props }),
          createElement(Responses, props),
        );
      },
    },
  };
}

function Samples({ createElement, operation, path, method }) {
  const request = exampleOf(operation, path, method);
  const samples = { curl: inCurl(request), TypeScript: inTypeScript(request), Python: inPython(request) };
  return createElement(
    "div",
    { className: "samples" },
    Object.entries(samples).map(([language, code]) =>
      createElement(
        "details",
        { key: language },
        createElement("summary", null, language),
        createElement("pre", { tabIndex: 0 }, code),
      ),
    ),
  );
}

/** The documented example of an operation, with its required parameters. */
function exampleOf({ parameters = [], requestBody, security }, path, method) {
  const valueOf = ({ name, example, schema = {} }) =>
    String(example ?? schema.example ?? schema.examples?.[0] ?? schema.default ?? `{${name}}`);
  const query = new URLSearchParams();
  let target = path;
  for (const one of parameters) {
    if (one.in === "path") target = target.replace(`{${one.name}}`, encodeURI(valueOf(one)));
    if (one.in === "query" && one.required) query.set(one.name, valueOf(one));
  }
  const content = requestBody?.content?.["application/json"];
  const body = content?.example ?? Object.values(content?.examples ?? {})[0]?.value;
  return {
    method: method.toUpperCase(),
    url: location.origin + target + (query.size > 0 ? `?${query}` : ""),
    needsKey: security?.some((way) => Object.keys(way).length > 0) ?? false,
    body,
  };
}

function inCurl({ method, url, needsKey, body }) {
  const lines = [`curl${method === "GET" ? "" : ` -X ${method}`} '${url}'`];
  if (needsKey) lines.push(`-H "x-api-key: $SCHEDKIT_KEY"`);
  if (body !== undefined) {
    lines.push("-H 'content-type: application/json'");
    lines.push(`-d '${JSON.stringify(body).replaceAll("'", "'\\''")}'`);
  }
  return lines.join(" \\\n  ");
}

function inTypeScript({ method, url, needsKey, body }) {
  const headers = [
    ...(needsKey ? [`"x-api-key": process.env.SCHEDKIT_KEY!`] : []),
    ...(body === undefined ? [] : [`"content-type": "application/json"`]),
  ];
  const options = [
    ...(method === "GET" ? [] : [`method: "${method}"`]),
    ...(headers.length === 0 ? [] : [`headers: { ${headers.join(", ")} }`]),
    ...(body === undefined ? [] : [`body: JSON.stringify(${JSON.stringify(body, null, 2)})`]),
  ];
  const init = options.length === 0 ? "" : `, {\n  ${options.join(",\n").replaceAll("\n", "\n  ")},\n}`;
  return `const response = await fetch("${url}"${init});\nconsole.log(response.status, await response.json());`;
}

function inPython({ method, url, needsKey, body }) {
  const arguments_ = [
    `"${url}"`,
    ...(needsKey ? [`headers={"x-api-key": os.environ["SCHEDKIT_KEY"]}`] : []),
    ...(body === undefined ? [] : [`json=json.loads(r'''${JSON.stringify(body)}''')`]),
  ];
  const imports = [...(body === undefined ? [] : ["json"]), ...(needsKey ? ["os"] : []), "requests"];
  return [
    ...imports.map((name) => `import ${name}`),
    "",
    `response = requests.${method.toLowerCase()}(\n    ${arguments_.join(",\n    ")},\n)`,
    "print(response.status_code, response.text)",
  ].join("\n");
}
