// The page: a door while nobody is signed in, then GraphiQL with who asks, on what grounds, and what was withheld.
import { ask } from "./asking.js";
import { cameBackWith, openDoor, watchDesk, watchDoor } from "./door.js";

const CHOSEN = "jingwei-grant";
const TABS = "graphiql:tabState";
const CLERKS = new Set(["GRID_WORKER", "COMMUNITY_OFFICER"]);
const at = (id) => document.getElementById(id);
const root = ReactDOM.createRoot(at("graphiql"));
let shown = 0;

// GraphiQL remembers queries; a tab's storage forgets them with the tab, since a query may name a person. It goes on
// writing for a moment after it was taken away, and then nothing is kept.
let atDesk = false;
const storage = {
  getItem: (key) => sessionStorage.getItem(key),
  setItem: (key, value) => atDesk && sessionStorage.setItem(key, value),
  removeItem: (key) => sessionStorage.removeItem(key),
  clear: () => sessionStorage.clear(),
  get length() {
    return sessionStorage.length;
  },
};

function element(name, text, title) {
  const made = document.createElement(name);
  made.textContent = text;
  if (title) made.title = title;
  return made;
}

function leave(text = "") {
  atDesk = false;
  sessionStorage.clear();
  root.render(null);
  openDoor(text);
}

async function fetcher(request) {
  const { status, said } = await ask(request, at("grant").value);
  if (status === 401) leave("会话已结束，请重新登录。 The session has ended: sign in again.");
  if (request.operationName !== "IntrospectionQuery") tellOf(said);
  return said;
}

function tellOf(said) {
  const withheld = said.extensions?.withheld ?? [];
  const codes = (said.errors ?? []).map((error) => error.extensions?.code);
  at("grant").parentElement.classList.toggle("wanted", codes.includes("GRANT_NEEDED"));
  at("withheld").hidden = withheld.length === 0;
  at("withheld").replaceChildren(element("b", "未予显示 Withheld"), ...withheld.map(({ what, zh, en }) => {
    const one = element("span", "", en);
    one.append(element("code", what), zh);
    return one;
  }));
}

function showWho(me) {
  at("who-name").textContent = me.name;
  at("who-role").textContent = `${me.roleSaid.zh} ${me.roleSaid.en}`;
  at("my-record").hidden = me.role !== "RESIDENT";
  at("my-record").href = "my-record";
}

function showGrants(me) {
  const inForce = me.grants.filter((grant) => grant.state === "IN_FORCE");
  const choices = inForce.map((grant) => {
    const choice = element("option", `${grant.purposeSaid.zh} ${grant.purposeSaid.en} · ${grant.case}`);
    choice.value = grant.id;
    return choice;
  });
  const none = element("option", inForce.length ? "不用授权 None" : "没有有效的授权 None in force");
  none.value = "";
  at("grant").replaceChildren(none, ...choices);
  at("grant").disabled = !inForce.length;
  at("grant").parentElement.hidden = !me.mayAskFor.length;
  // A purpose is named by whoever asks; in a sample, whose grants nobody judged, the only one is named for them.
  const sample = !document.querySelector(".sample").hidden;
  at("grant").value = sessionStorage.getItem(CHOSEN) ?? (sample && inForce.length === 1 ? inForce[0].id : "");
  at("grant").onchange = () => {
    sessionStorage.setItem(CHOSEN, at("grant").value);
    showGrounds(inForce);
  };
  showGrounds(inForce);
}

function showGrounds(grants) {
  const grant = grants.find((each) => each.id === at("grant").value);
  at("grant").parentElement.classList.remove("wanted");
  at("hint").textContent =
    grants.length && !grant ? "查询居民信息须先选授权。 Choose a grant to ask about residents." : "";
  at("grounds").replaceChildren(...(grant ? saidOf(grant).map(entry) : []));
}

// A label, what stands beside it, and the same in English for whoever points at it.
function saidOf(grant) {
  const area = grant.area?.map((place) => place.name ?? place.id).join("、");
  const classes = (language) => grant.classesSaid.map((each) => each[language]);
  return [
    ["案号", grant.case, "Case"],
    ["范围", area ?? "全区", area ? "Area" : "Area: whole district"],
    ["类别", classes("zh").join("、"), classes("en").join(", ")],
    ["失效", grant.until, "The first day it no longer holds"],
    ["依据", grant.basis.zh, grant.basis.en],
  ];
}

function entry([label, said, title]) {
  const made = element("div", "", title);
  made.append(element("dt", label), element("dd", said));
  return made;
}

async function open() {
  const { status, said } = await ask({ documentId: document.body.dataset.me });
  if (status === 401) return openDoor(cameBackWith());
  const me = said.data?.me;
  if (!me) return openDoor("服务器没有应答。 The server does not answer.");
  cameBackWith();
  showWho(me);
  showGrants(me);
  await showDesk(me);
}

async function showDesk(me) {
  const answer = await fetch("questions-to-try");
  const tabs = answer.ok ? await answer.json() : [];
  at("door").hidden = true;
  at("desk").hidden = false;
  atDesk = true;
  at("withheld").hidden = true;
  const byDocument = tabs.some((tab) => tab.variables !== undefined);
  at("document").parentElement.hidden = !byDocument;
  if (!byDocument) return showEditor(me, tabs);
  at("document").replaceChildren(...tabs.map(({ query }) => element("option", query.split("\n")[0].slice(2))));
  at("document").onchange = () => {
    // or GraphiQL would go on with the document before
    sessionStorage.removeItem(TABS);
    showEditor(me, [tabs[at("document").selectedIndex]]);
  };
  at("document").onchange();
}

// Clerks ask documents, and have no introspection. Of a tab GraphiQL keeps the variables, and shows them only after a
// change of tabs.
function showEditor(me, tabs) {
  shown += 1;
  root.render(
    React.createElement(GraphiQL, {
      key: shown,
      fetcher,
      storage,
      schema: CLERKS.has(me.role) ? null : undefined,
      shouldPersistHeaders: false,
      isHeadersEditorEnabled: false,
      defaultEditorToolsVisibility: tabs.some((tab) => tab.variables) ? "variables" : false,
      defaultTabs: tabs.length ? tabs : undefined,
      variables: tabs[0]?.variables,
      defaultQuery: "# 在此写查询 · Write a query here\n",
    }),
  );
}

watchDoor(open);
watchDesk(leave);
open();
