// Signing in and out, and one's password. What is typed leaves the page in a body, and the fields are emptied after.
import { send, sentence } from "./asking.js";

const SSO = {
  refused: "单点登录未成功，请重试或联系管理员。 Single sign-on failed: try again, or ask the administrator.",
  unbound: "您的身份没有绑定可用的账户，请联系管理员。 No account in use is bound to your identity: ask the administrator.",
  away: "单点登录服务暂不可用，请用密码登录。 Single sign-on is not available now: sign in by password.",
};
const at = (id) => document.getElementById(id);

export function tell(text, { done = false, where = "door-told" } = {}) {
  at(where).textContent = text;
  at(where).classList.toggle("done", done);
}

export function openDoor(text = "") {
  at("desk").hidden = true;
  at("door").hidden = false;
  tell(text);
  at(at("name").value ? "password" : "name").focus();
}

// What single sign-on came back with stands in the fragment as one word, which is taken out of the address.
export function cameBackWith() {
  const word = new URLSearchParams(location.hash.slice(1)).get("sso");
  if (location.hash) history.replaceState(null, "", location.pathname);
  return SSO[word] ?? "";
}

async function submitted(event, work) {
  event.preventDefault();
  const form = event.target;
  const buttons = [...form.querySelectorAll("button")];
  buttons.forEach((button) => (button.disabled = true));
  try {
    await work(Object.fromEntries(new FormData(form)), form);
  } catch {
    tell("服务器没有应答。 The server does not answer.");
  } finally {
    form.querySelectorAll('[type="password"], #code').forEach((field) => (field.value = ""));
    buttons.forEach((button) => (button.disabled = false));
  }
}

export function watchDoor(signedIn) {
  at("sign-in").addEventListener("submit", (event) =>
    submitted(event, async (typed) => {
      const { status, said } = await send("POST", "session", typed);
      if (status !== 200) return tell(sentence(said));
      await signedIn();
    }),
  );
  at("set-password").addEventListener("submit", (event) =>
    submitted(event, async (typed) => {
      const { status, said } = await send("POST", "password", typed);
      if (status !== 200) return tell(sentence(said));
      at("name").value = typed.name;
      event.target.closest("details").open = false;
      tell("密码已设定，请登录。 The password is set: sign in.", { done: true });
      at("password").focus();
    }),
  );
  at("sso").addEventListener("click", async () => {
    const { status, said } = await send("POST", "oidc", {});
    if (status !== 200) return tell(sentence(said));
    location.assign(said.go);
  });
}

export function watchDesk(left) {
  const dialog = at("change-dialog");
  at("change").addEventListener("click", () => dialog.showModal());
  at("change-close").addEventListener("click", () => dialog.close());
  at("change-password").addEventListener("submit", (event) =>
    submitted(event, async (typed) => {
      const { status, said } = await send("POST", "password", typed);
      if (status !== 200) return tell(sentence(said), { where: "change-told" });
      dialog.close();
      left("密码已更改，请重新登录。 The password is changed: sign in again.");
    }),
  );
  at("sign-out").addEventListener("click", async () => {
    await send("DELETE", "session");
    left();
  });
}
