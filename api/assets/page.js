// The token comes in the address's fragment, which no server and no log ever sees, and is kept for this tab only.
"use strict";

const KEY = "jingwei-token";
const given = new URLSearchParams(location.hash.slice(1)).get("token");
if (given) {
  sessionStorage.setItem(KEY, given);
  history.replaceState(null, "", location.pathname);
}

const form = document.getElementById("token-form");
const field = document.getElementById("token");
const state = document.getElementById("token-state");

function headers() {
  const token = sessionStorage.getItem(KEY);
  return { "Content-Type": "application/json", ...(token ? { Authorization: `Bearer ${token}` } : {}) };
}

function tell(accepted) {
  state.textContent = accepted ? "✓ 已接受 accepted" : "✗ 需要令牌 needed";
}

async function fetcher(request) {
  const answer = await fetch("graphql", { method: "POST", headers: headers(), body: JSON.stringify(request) });
  tell(answer.status !== 401);
  return answer.json();
}

async function questions() {
  const answer = await fetch("questions-to-try", { headers: headers() });
  tell(answer.ok);
  return answer.ok ? answer.json() : null;
}

// GraphiQL remembers queries; a tab's storage forgets them with the tab, since a query may name a person.
const storage = {
  getItem: (key) => sessionStorage.getItem(key),
  setItem: (key, value) => sessionStorage.setItem(key, value),
  removeItem: (key) => sessionStorage.removeItem(key),
  clear: () => sessionStorage.clear(),
  get length() {
    return sessionStorage.length;
  },
};

const main = document.getElementById("graphiql");
const page = ReactDOM.createRoot(main);
let shown = 0;

// Nothing is shown before a token is accepted: GraphiQL would keep the empty tab, and never show the questions.
async function show() {
  const tabs = sessionStorage.getItem(KEY) ? await questions() : null;
  if (tabs === null) {
    tell(false);
    page.render(
      React.createElement(
        "p",
        { className: "hint" },
        "请用启动时打印的完整地址打开本页，或在右上角填入令牌。 ",
        "Open the whole address that was printed at start, or enter the token above.",
      ),
    );
    return;
  }
  shown += 1;
  page.render(
    React.createElement(GraphiQL, {
      key: shown,
      fetcher,
      storage,
      shouldPersistHeaders: false,
      isHeadersEditorEnabled: false,
      defaultEditorToolsVisibility: false,
      defaultTabs: tabs.length ? tabs : undefined,
      defaultQuery: "# 在此写查询 · Write a query here\n",
    }),
  );
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  sessionStorage.setItem(KEY, field.value.trim());
  field.value = "";
  show();
});

show();
