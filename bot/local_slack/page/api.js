// Talks to the workspace. A refusal becomes an Error whose message is a sentence to show.
const UNREACHABLE = "The workspace cannot be reached. Is it still running?";

async function call(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error(UNREACHABLE);
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? "Something went wrong. Please try again.");
  return answer;
}

export const read = (path) => call(path);

export const send = (path, given = {}) =>
  call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(given) });

export const as = (person, what) => `/people/${encodeURIComponent(person)}/${what}`;

// Listens for what changed for one person, and connects again when the line drops.
export function listen(person, changed) {
  let socket;
  let over = false;
  const connect = () => {
    const address = new URL(as(person, "live"), location.href);
    address.protocol = "ws:";
    socket = new WebSocket(address);
    // What changed before the line was there is read now.
    socket.onopen = () => changed(["channels", "modal", "workspace"]);
    socket.onmessage = (event) => changed(JSON.parse(event.data));
    socket.onclose = () => !over && setTimeout(() => !over && connect(), 1000);
  };
  connect();
  return () => {
    over = true;
    socket.close();
  };
}
