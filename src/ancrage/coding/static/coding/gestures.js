// What a person does to the text: each gesture is sent once, one at a time, and can be taken back.

import { fragment, post, Refused } from "./sending.js";

export class Gestures {
  /** `addresses` are those that the page gives; `changed` is told what each code gained. */
  constructor(addresses, { margin, state, changed }) {
    Object.assign(this, { addresses, margin, state, changed, isBusy: false });
  }

  /** Put a code of the codebook on words. */
  apply(choice, code) {
    return this.once(() => this.mark(choice, this.addresses.markUrl, { codes: code.slug }));
  }

  /** Make a code and put it on words; tell whether it was made. */
  create(choice, name) {
    return this.once(() => this.mark(choice, this.addresses.newCodeUrl, { name }));
  }

  note(choice, words) {
    return this.once(async () => {
      await this.send(this.addresses.memoUrl, { ...this.place(choice), text: words });
      this.state.show(this.state.phrase("noted"));
    });
  }

  remove(mark) {
    return this.once(async () => {
      await this.takeOff(mark);
      this.state.remember(() => this.putBack(mark.uuid));
      this.state.show(this.state.phrase("removed", { code: mark.name }));
    });
  }

  undo() {
    return this.once(async () => {
      const last = this.state.takeLast();
      if (last) await last();
      else this.state.show(this.state.phrase("nothingToUndo"));
    });
  }

  async mark(choice, url, fields) {
    const { words } = choice;
    const answer = await this.send(url, { ...this.place(choice), ...fields });
    const mark = this.margin.find(answer.get("codage"));
    this.state.remember(async () => {
      await this.takeOff(this.margin.find(mark.uuid));
      this.state.show(this.state.phrase("removed", { code: mark.name }));
    });
    this.state.show(this.state.phrase("applied", { code: mark.name, words }));
  }

  takeOff(mark) {
    return this.send(mark.remove);
  }

  async putBack(uuid) {
    await this.send(this.addresses.restoreUrl.replace(/0{8}-.*0{12}/, uuid));
    this.state.show(this.state.phrase("restored", { code: this.margin.find(uuid).name }));
  }

  place({ span }) {
    return { version: this.addresses.version, ...span };
  }

  /** Send, then show what stands beside the paragraph now; return what the server answered. */
  async send(url, fields = {}) {
    const { html, answer } = await post(url, fields, this.state.phrase("failed"));
    this.changed(this.margin.replace(fragment(html)));
    return answer;
  }

  /** Do `act` unless another gesture is under way; say why if it was refused. */
  async once(act) {
    if (this.isBusy) return false;
    this.isBusy = true;
    try {
      await act();
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.state.show(error.message, true);
      return false;
    } finally {
      this.isBusy = false;
    }
  }
}
