// How the page speaks to the server: JSON by the session's cookie, which no script can read.

export async function send(method, path, body) {
  const answer = await fetch(path, {
    method,
    headers: { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: answer.status, said: await answer.json() };
}

// The first error's sentence, Chinese first.
export function sentence(said) {
  const told = said.errors?.[0]?.extensions;
  return told ? `${told.zh} ${told.en}` : "";
}

export async function ask(request, grant) {
  const headers = { "Content-Type": "application/json", ...(grant ? { "X-Jingwei-Grant": grant } : {}) };
  const answer = await fetch("graphql", { method: "POST", headers, body: JSON.stringify(request) });
  return { status: answer.status, said: await answer.json() };
}
