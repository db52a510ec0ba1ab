// A client written against the generated types: what compiles here, a user's program may rely on.
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

type Quote = components["schemas"]["Quote"];

declare const process: { argv: string[] };

const client = createClient<paths>({ baseUrl: process.argv[2] });

function said(quote: Quote): string {
  const who: string = quote.speaker?.name ?? "nobody named";
  return `${quote.kind}: ${who}: ${quote.text}`;
}

type Problem = components["schemas"]["Problem"];

// Lists come in other formats, too, and a proxy may answer with a page of its own: the types say so.
function problem(error: unknown): Problem {
  if (typeof error === "object" && error !== null && "type" in error) return error as Problem;
  throw new Error(`not an answer of the API: ${error}`);
}

const { data, error } = await client.GET("/v1/quotes", {
  params: { query: { speaker: ["speaker-03", "speaker-04"], kind: ["direct"], limit: 2, facets: ["kind"] } },
});
if (error) throw new Error(problem(error).detail);
if (typeof data !== "object" || !("page" in data)) throw new Error("expected JSON");
const total: number | null = data.page.total;
console.log(JSON.stringify({ total, quotes: data.data.map(said), next: data.page.next_cursor !== null }));

const missing = await client.GET("/v1/speakers/{id}", { params: { path: { id: "nobody" } } });
console.log(JSON.stringify({ status: missing.response.status, type: problem(missing.error).type }));

// @ts-expect-error: there is no such parameter, and the types know it
await client.GET("/v1/quotes", { params: { query: { speeker: ["x"] } } });
// @ts-expect-error: kind is one of three
await client.GET("/v1/quotes", { params: { query: { kind: ["loud"] } } });
