/** What a renderer of one element returns. */
type Html = string;

const escape = (text: string): Html => Bun.escapeHTML(text);
const wrap = (tag: string) => (children: Html) => `<${tag}>${children}</${tag}>`;

/**
 * Every element that texts of hosts may have. Each tag is written here, so nothing else can get into a page: raw HTML is shown
 * as text, pictures as their description, and headings are paragraphs, because the page has headings of its own.
 */
const elements: Bun.markdown.RenderCallbacks = {
  text: escape,
  html: escape,
  paragraph: wrap("p"),
  heading: (children) => `<p><strong>${children}</strong></p>`,
  blockquote: wrap("blockquote"),
  strong: wrap("strong"),
  emphasis: wrap("em"),
  strikethrough: wrap("s"),
  codespan: wrap("code"),
  code: wrap("pre"),
  list: (children, { ordered, start }) =>
    ordered ? `<ol start="${start ?? 1}">${children}</ol>` : `<ul>${children}</ul>`,
  listItem: wrap("li"),
  hr: () => "<hr>",
  image: (children) => children,
  link: (children, { href }) => {
    const url = URL.parse(href);
    if (!url || !/^(?:https?|mailto):$/.test(url.protocol)) return children;
    return `<a href="${escape(url.href)}" rel="nofollow noopener noreferrer" target="_blank">${children}</a>`;
  },
};

/** Renders Markdown (CommonMark) of a host as HTML with a few harmless tags. Line breaks are kept. */
export function markdownHtml(text: string): Html {
  return Bun.markdown.render(text, elements, {
    tables: false,
    tasklists: false,
    hardSoftBreaks: true,
    noHtmlBlocks: true,
    noHtmlSpans: true,
    noIndentedCodeBlocks: true,
    autolinks: { url: true },
  });
}

/** Leaves out every mark, and separates what was on lines of its own. */
const plain: Bun.markdown.RenderCallbacks = {
  paragraph: (children) => `${children} `,
  heading: (children) => `${children} `,
  listItem: (children) => `${children} `,
  code: (children) => `${children} `,
  hr: () => "",
};

/** The text of a host's Markdown without any marks, on one line. */
export function markdownText(text: string): string {
  const options = { tables: false, tasklists: false, noHtmlBlocks: true, noHtmlSpans: true };
  return Bun.markdown.render(text, plain, options).replaceAll(/\s+/g, " ").trim();
}
