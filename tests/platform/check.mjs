// Reads a JSON array of {name, kind, text} on standard input and says which documents are refused.
//
// Compose files are checked against the official schema by dclint. Kubernetes manifests are checked against the official
// API twice: kubernetes-models knows what has to be there and in which form, and the maps of fields of the official
// client know every field that there is, so that one that the API server would drop or refuse is found.
import { readFileSync, writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DCLinter } from "dclint";
import * as models from "@kubernetes/client-node/dist/gen/models/all.js";
import { parse, parseAllDocuments } from "yaml";

// What is a matter of taste.
const TASTE = [
  "require-quotes-in-ports",
  "service-dependencies-alphabetical-order",
  "service-ports-alphabetical-order",
  "services-alphabetical-order",
];
const folder = mkdtempSync(join(tmpdir(), "architrave-compose-"));
const linter = new DCLinter({ rules: Object.fromEntries(TASTE.map((rule) => [rule, 0])), quiet: false, debug: false, exclude: [] });

function compose(text) {
  const file = join(folder, "compose.yaml");
  writeFileSync(file, text);
  const found = linter.lintFiles([file], false).flatMap(({ messages }) => messages);
  const said = found.map(({ line, rule, message }) => `${line}: ${rule}: ${message}`);
  const { services, volumes = {} } = parse(text);
  const ports = new Set();
  for (const [name, service] of Object.entries(services)) {
    for (const other of Object.keys(service.depends_on ?? {})) {
      const condition = service.depends_on[other].condition;
      if (!services[other]) said.push(`${name} waits for ${other}, which is not there`);
      else if (condition === "service_healthy" && !services[other].healthcheck) said.push(`${other} never says that it is healthy`);
    }
    for (const volume of service.volumes ?? []) {
      if (!(volume.split(":")[0] in volumes)) said.push(`${name} uses ${volume}, which is not declared`);
    }
    for (const port of service.ports ?? []) {
      const ours = port.split(":").slice(0, 2).join(":");
      if (ports.has(ours)) said.push(`${ours} is given out twice`);
      ports.add(ours);
    }
    for (const [variable, value] of Object.entries(service.environment ?? {})) {
      const secret = /(PASS|PASSWORD|SECRET|TOKEN)$/.test(variable) || /:\/\/[^/@]*:[^/@]*@/.test(value);
      const clear = value.replace(/\$\{\w+:\?[^}]*\}/g, "") === value && value !== "yes";
      if (secret && clear) said.push(`${name}: ${variable} is in the clear`);
    }
    if (service.image && !/:[^:/]*\d/.test(service.image)) said.push(`${name}: ${service.image} has no version`);
  }
  const round = circle(Object.fromEntries(Object.entries(services).map(([name, it]) => [name, Object.keys(it.depends_on ?? {})])));
  if (round) said.push(`${round} waits for itself`);
  return said;
}

function circle(next) {
  const state = {};
  const visit = (at) => {
    if (state[at] === "done") return undefined;
    if (state[at]) return at;
    state[at] = "open";
    for (const to of next[at] ?? []) {
      const round = visit(to);
      if (round) return round;
    }
    state[at] = "done";
    return undefined;
  };
  return Object.keys(next).map(visit).find(Boolean);
}

// The client's class for an object of an API group's version.
function type(apiVersion, kind) {
  const version = apiVersion.split("/").at(-1);
  return `${version[0].toUpperCase()}${version.slice(1)}${kind}`;
}

// Fields that the API does not have, and values of another type than its fields.
function strange(value, type, path) {
  if (value === null) return [`${path} is null`];
  const list = /^Array<(.*)>$/.exec(type);
  if (list) {
    return Array.isArray(value) ? value.flatMap((item, at) => strange(item, list[1], `${path}[${at}]`)) : [`${path} is no list`];
  }
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type);
  if (map) {
    if (typeof value !== "object") return [`${path} is no map`];
    return Object.entries(value).flatMap(([key, item]) => strange(item, map[1], `${path}.${key}`));
  }
  if (["string", "number", "boolean"].includes(type)) return typeof value === type ? [] : [`${path} is no ${type}`];
  if (type === "IntOrString") return ["number", "string"].includes(typeof value) ? [] : [`${path} is neither a number nor a text`];
  const known = models[type]?.getAttributeTypeMap();
  if (!known) return type === "any" || type === "Date" ? [] : [`${path}: ${type} is not known`];
  if (typeof value !== "object" || Array.isArray(value)) return [`${path} is no ${type}`];
  return Object.entries(value).flatMap(([key, item]) => {
    const field = known.find(({ baseName }) => baseName === key);
    return field ? strange(item, field.type, `${path}.${key}`) : [`${path}.${key} is no field of ${type}`];
  });
}

async function kubernetes(text) {
  const said = [];
  const documents = parseAllDocuments(text, { uniqueKeys: true });
  documents.flatMap(({ errors }) => errors).forEach(({ message }) => said.push(message));
  const objects = documents.map((document) => document.toJS());
  const seen = new Set();
  for (const object of objects) {
    const { apiVersion, kind, metadata } = object;
    const path = `${kind}/${metadata.name}`;
    if (seen.has(path)) said.push(`${path} is there twice`);
    seen.add(path);
    const longest = kind === "CronJob" ? 52 : 63;
    if (!/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(metadata.name) || metadata.name.length > longest) said.push(`${path} is no name`);
    const labels = [metadata.labels, object.spec?.template?.metadata?.labels].flatMap((it) => Object.values(it ?? {}));
    for (const value of labels) {
      if (!/^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/.test(value)) said.push(`${path}: ${value} is no label`);
    }
    said.push(...strange(object, type(apiVersion, kind), path));
    try {
      const module = await import(`kubernetes-models/${apiVersion}/${kind}`);
      new module[kind](object).validate();
    } catch (error) {
      said.push(`${path}: ${error.message}`);
    }
  }
  return [...said, ...dangling(objects)];
}

// What objects say of each other has to be true.
function dangling(objects) {
  const named = (kind, name) => objects.some((it) => it.kind === kind && it.metadata.name === name);
  const pods = objects.filter(({ kind }) => kind === "Deployment").map(({ spec }) => spec.template.metadata?.labels ?? {});
  const jobs = objects.filter(({ kind }) => kind === "CronJob").map(({ spec }) => spec.jobTemplate.spec.template.metadata?.labels ?? {});
  const selects = (labels) => pods.some((pod) => Object.entries(labels ?? {}).every(([key, value]) => pod[key] === value));
  const space = objects.find(({ kind }) => kind === "Namespace")?.metadata.name;
  const said = [];
  const must = (holds, what) => holds || said.push(what);
  for (const { kind, metadata, spec } of objects) {
    const path = `${kind}/${metadata.name}`;
    must(kind === "Namespace" || metadata.namespace === space, `${path} is in another namespace`);
    if (kind === "Service") must(selects(spec.selector), `${path} selects nothing`);
    if (kind === "PodDisruptionBudget") must(selects(spec.selector.matchLabels), `${path} selects nothing`);
    // A budget, a scaler or a service that counts the pods of jobs counts wrong.
    const counted = { Service: spec?.selector, PodDisruptionBudget: spec?.selector?.matchLabels, Deployment: spec?.selector?.matchLabels }[kind];
    if (counted) must(!jobs.some((pod) => Object.entries(counted).every(([key, value]) => pod[key] === value)), `${path} selects pods of jobs`);
    if (kind === "HorizontalPodAutoscaler") must(named("Deployment", spec.scaleTargetRef.name), `${path} scales nothing`);
    if (kind === "HorizontalPodAutoscaler") must(spec.maxReplicas >= (spec.minReplicas ?? 1), `${path} has no range`);
    if (kind === "Ingress") {
      const backends = spec.rules.flatMap(({ http }) => http.paths).map(({ backend }) => backend.service.name);
      backends.forEach((name) => must(named("Service", name), `${path} leads nowhere`));
    }
    if (kind === "NetworkPolicy") {
      const peers = [...(spec.ingress ?? []), ...(spec.egress ?? [])].flatMap(({ from, to }) => from ?? to ?? []);
      const chosen = peers.filter(({ podSelector }) => podSelector).map(({ podSelector }) => podSelector.matchLabels);
      [spec.podSelector.matchLabels, ...chosen].forEach((labels) => must(!labels || selects(labels), `${path} selects nothing`));
    }
    const pod = kind === "Deployment" ? spec.template.spec : kind === "CronJob" ? spec.jobTemplate.spec.template.spec : undefined;
    if (!pod) continue;
    must(named("ServiceAccount", pod.serviceAccountName), `${path} has no account`);
    const { securityContext: context, envFrom } = pod.containers[0];
    envFrom.forEach(({ configMapRef }) => must(named("ConfigMap", configMapRef.name), `${path} has no configuration`));
    const safe = pod.securityContext.runAsNonRoot && context.readOnlyRootFilesystem && !context.allowPrivilegeEscalation;
    must(safe && context.capabilities.drop.includes("ALL"), `${path} has rights that it does not need`);
    const { livenessProbe, startupProbe, resources } = pod.containers[0];
    must(!livenessProbe || startupProbe, `${path} is restarted while it starts`);
    must(resources.requests.memory && resources.limits.memory && resources.requests.cpu, `${path} asks for nothing`);
  }
  return said;
}

const documents = JSON.parse(readFileSync(0, "utf8"));
let refused = 0;
for (const { name, kind, text } of documents) {
  const said = kind === "compose" ? compose(text) : await kubernetes(text);
  if (said.length > 0) refused += 1;
  said.slice(0, 6).forEach((what) => console.error(`${name}: ${what}`));
}
rmSync(folder, { recursive: true });
console.log(`${documents.length - refused} passed, ${refused} failed`);
process.exit(refused > 0 ? 1 : 0);
