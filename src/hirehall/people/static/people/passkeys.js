// <passkey-form data-kind="make|prove|log-in">: asks the browser for a passkey and sends its answer as the form
// field "credential". Options come as JSON in data-options, or are fetched from data-options-href when asked.

const toBytes = (text) => {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const withIds = (list) => (list ?? []).map((item) => ({ ...item, id: toBytes(item.id) }));

const readable = (credential) => {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
};

const make = async (options, alone) => {
  const asked = structuredClone(options.publicKey);
  asked.challenge = toBytes(asked.challenge);
  asked.user.id = toBytes(asked.user.id);
  asked.excludeCredentials = withIds(asked.excludeCredentials);
  asked.authenticatorSelection = {
    ...asked.authenticatorSelection,
    residentKey: alone ? "required" : "discouraged",
    requireResidentKey: alone,
    ...(alone ? { userVerification: "required" } : {}),
  };
  return navigator.credentials.create({ publicKey: asked });
};

const prove = async (options) => {
  const asked = structuredClone(options.publicKey);
  asked.challenge = toBytes(asked.challenge);
  asked.allowCredentials = withIds(asked.allowCredentials);
  return navigator.credentials.get({ publicKey: asked });
};

const sentences = {
  NotAllowedError: "That was cancelled, or took too long. Try again.",
  InvalidStateError: "This device already has a passkey for your account.",
  SecurityError: "Passkeys need this hall’s own address: a name (localhost will do), not a number.",
};

class PasskeyForm extends HTMLElement {
  connectedCallback() {
    if (!window.PublicKeyCredential) return;
    this.hidden = false;
    // In the capture phase: whatever else sends forms, and whichever script came first, the passkey is asked for before.
    this.addEventListener("submit", (event) => this.ask(event), true);
  }

  async options() {
    if (this.dataset.options) return JSON.parse(this.dataset.options);
    const answer = await fetch(this.dataset.optionsHref, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("The hall did not answer. Try again in a minute.");
    return answer.json();
  }

  async ask(event) {
    const form = event.target;
    if (form.elements.credential.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const trouble = this.querySelector(".passkey-trouble");
    trouble.textContent = "";
    try {
      const options = await this.options();
      const credential =
        this.dataset.kind === "make"
          ? await make(options.creation_options, form.elements.passwordless?.checked ?? false)
          : await prove(options.request_options);
      form.elements.credential.value = JSON.stringify(readable(credential));
      form.submit();
    } catch (error) {
      trouble.textContent = sentences[error.name] ?? error.message;
    }
  }
}

if (!customElements.get("passkey-form")) customElements.define("passkey-form", PasskeyForm);
