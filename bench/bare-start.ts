/** The least that a server can do: the benchmark compares the start of the executable with that of this one. */
Bun.serve({ hostname: "127.0.0.1", port: Number(process.env.PORT), fetch: () => new Response("{}") });
