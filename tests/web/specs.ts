// Specs of any size, without chance: the same number always gives the same text.

/** What a beginner writes first. */
export const TINY = `name: tiny
services:
  - name: orders
    calls: [{ to: payments, timeout: 2s }]
  - name: payments
`;

/** Two services with an API each, and a decision. */
export const SHOP = `name: shop
services:
  - name: orders
    api:
      - GET /orders
      - POST /orders
  - name: payments
    api: [POST /payments]
decisions: [{ title: One database, status: accepted }]
`;

/** One finding that leads along two calls; `catalog` has no part in it. */
export const INVERSION = `name: shop
stage: draft
services:
  - name: orders
    calls: [{ to: payments, timeout: 1s }]
  - name: payments
    calls: [{ to: bank, timeout: 800ms, retry: { attempts: 2 } }]
  - name: catalog
integration_points: [bank]
`;

/** A system of so many services, each with a database, a table, an event, two endpoints and a call: 24 lines each. */
export function system(services: number): string {
  const names = Array.from({ length: services }, (_, index) => `service-${index}`);
  const each = (write: (name: string, index: number) => string) => names.map(write).join("");
  return `name: generated
stage: review
services:
${each(
  (name, index) => `  - name: ${name}
    context: area-${index % 8}
    owns: [${name}-db]
    calls:
      - to: service-${(index * 7 + 3) % services}
        timeout: ${200 + (index % 10) * 50}ms
        retry: { attempts: 2, backoff: exponential, jitter: true }
    publishes: [${name}.changed]
    subscribes:
      - { event: service-${(index * 5 + 1) % services}.changed, idempotent: by event id, dead_letter: ${name}.dlq }
    api:
      - GET /v1/${name}/items
      - { method: POST, path: /v1/${name}/items, auth: required, request: Item, response: Item }
`,
)}contexts:
${Array.from({ length: Math.min(8, services) }, (_, index) => `  - name: area-${index}\n`).join("")}events:
${each((name) => `  - { name: ${name}.changed, producer: ${name}, payload: Item }\n`)}schemas:
  Item: { id: uuid read-only, name: "string(1..200)" }
stores:
${each((name) => `  - { name: ${name}-db, engine: postgresql, kind: relational }\n`)}data_model:
${each(
  (name) => `  - name: ${name}_items
    store: ${name}-db
    fields:
      id: uuid pk
      name: varchar(200) not null
      total: numeric(12,2) not null
      created_at: timestamptz not null default now()
    indexes: [[created_at]]
`,
)}`;
}

/** The smallest generated system with at least so many lines. */
export function lines(count: number): string {
  for (let services = 2; ; services += 1) {
    const text = system(services);
    if (text.split("\n").length > count) return text;
  }
}
