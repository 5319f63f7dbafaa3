import type { Texts } from "../../i18n/texts/booking.ts";

/** A booking page to embed. */
type Embeddable = {
  readonly publicUrl: string;
  readonly host: { readonly username: string };
  readonly event: { readonly slug: string };
  readonly texts: Pick<Texts, "book">;
};

type Way = "embedInline" | "embedPopup" | "embedReact";

/** The code to embed this page in another site, one snippet per method. */
export function embedSnippets({
  publicUrl,
  host,
  event,
  texts,
}: Embeddable): readonly { readonly way: Way; readonly code: string }[] {
  const script = `<script src="${publicUrl}/embed.js" async></script>`;
  const user = host.username;
  return [
    {
      way: "embedInline",
      code: `${script}\n<schedkit-embed user="${user}" event="${event.slug}" mode="inline"></schedkit-embed>`,
    },
    {
      way: "embedPopup",
      code: `${script}\n<button data-schedkit="${user}/${event.slug}">${texts.book}</button>`,
    },
    {
      way: "embedReact",
      code: [
        `// npm install ${publicUrl}/embed/schedkit-react.tgz`,
        `import { SchedKitEmbed } from "@schedkit/react";`,
        ``,
        `<SchedKitEmbed baseUrl="${publicUrl}" user="${user}" event="${event.slug}" />`,
      ].join("\n"),
    },
  ];
}
