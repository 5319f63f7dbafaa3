/** The styles of the pages: one column from 320 px up, light and dark, system fonts; loads nothing. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #f3f4f6;
  --card: #ffffff;
  --line: #dfe2e8;
  --edge: #7b8394;
  --ink: #1b1f27;
  --quiet: #586071;
  --accent: #1f4fc4;
  --on-accent: #ffffff;
  --danger: #b3261e;
  --on-danger: #ffffff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14161b;
    --card: #1e2128;
    --line: #363b46;
    --edge: #8a92a2;
    --ink: #eceef2;
    --quiet: #a9b0be;
    --accent: #9dbcff;
    --on-accent: #10131a;
    --danger: #ffb4ab;
    --on-danger: #10131a;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0;
  padding: 1.5rem 0.75rem 3rem;
  background: var(--page);
  color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Helvetica, Arial, sans-serif;
  overflow-wrap: anywhere;
}
main {
  max-width: 36rem;
  margin: 0 auto;
  padding: 1.5rem 1.25rem;
  background: var(--card);
  border: 1px solid var(--line);
  border-radius: 0.75rem;
}
h1 { margin: 0 0 0.5rem; font-size: 1.5rem; line-height: 1.25; text-wrap: balance; }
h2 { margin: 0 0 0.5rem; font-size: 1rem; line-height: 1.4; }
p { margin: 0 0 0.75rem; }
section, form { margin: 1.5rem 0 0; }
main > :last-child, section > :last-child, form > :last-child { margin-bottom: 0; }
dl { margin: 1.25rem 0 0; padding: 0.25rem 0 0; border-top: 1px solid var(--line); }
dt { margin: 0.75rem 0 0; color: var(--quiet); font-size: 0.875rem; }
dd { margin: 0; }
.whole { display: inline-block; }
s .whole { text-decoration: inherit; }
.typed { white-space: pre-wrap; }
ul { margin: 0 0 0.75rem; padding-inline-start: 1.25rem; }
li { margin: 0 0 0.5rem; }
a { color: var(--accent); text-underline-offset: 0.15em; }
label { display: block; margin: 0 0 0.25rem; font-weight: 600; }
.hint { color: var(--quiet); font-size: 0.875rem; }
textarea, button {
  font: inherit;
  color: inherit;
  background: var(--card);
  border: 1px solid var(--edge);
  border-radius: 0.5rem;
  min-height: 2.75rem;
}
textarea { display: block; width: 100%; padding: 0.5rem 0.75rem; }
textarea { min-height: 5.5rem; resize: vertical; margin: 0 0 1rem; }
button { padding: 0.5rem 1.25rem; font-weight: 600; cursor: pointer; }
.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.danger { background: var(--danger); border-color: var(--danger); color: var(--on-danger); }
:is(a, button, textarea):focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.links { list-style: none; padding: 0; }
.links a { display: inline-block; padding: 0.625rem 0; }
.links li { margin: 0; }
`;
