/** What a checkpoint keeps, and what the steps of a scan do: each for itself, states flowing from one to the next, entries that are views of the sequence. */
import type { BodyNode, Scan } from '../graph/graph.js';
import { bytesOf, plus, times, zero } from './amount.js';
import type { BodyKept, KeptAnalysis, Storage } from './kept-body.js';
import type { Flow, KeepMode, Lies } from './kept-call.js';
import type { Linear } from './report.js';

/** A checkpoint keeps what flows into it, and nothing of its inside. */
export function checkpointed(
  inputs: readonly Storage[],
  flows: readonly Flow[],
  fresh: readonly { readonly bytes: Linear; readonly kept: boolean }[],
  results: BodyKept['results'],
  byNode: readonly (Linear | undefined)[],
  whole: boolean,
): BodyKept {
  const active = [...results, ...flows].some(({ needs }) => needs);
  return {
    internal: zero,
    keepsInput: inputs.map(() => active),
    fresh: fresh.map(f => ({ bytes: f.bytes, kept: false })),
    results,
    byNode: byNode.map(() => zero),
    whole,
  };
}

export function scanned(
  analysis: KeptAnalysis,
  node: BodyNode,
  { length, states }: Scan,
  given: readonly Flow[],
  mode: KeepMode,
): BodyKept {
  const { body } = node;
  // An entry is a part of the sequence: how that lies is not followed.
  const flows = given.map(({ needs, float }) => ({ needs, float }));
  const first = analysis.ofBody(body, flows);
  // From some step on the same states need gradients in each, and are stored alike; until then a step differs from the one before.
  let [step, pattern, early, steps] = [first, flows, zero, 0];
  while (steps <= 2 * states) {
    const { results } = step;
    const next = pattern
      .map((flow, i) => (isState(i, states) ? (results[i] ?? flow) : flow))
      .map(({ needs, float }) => ({ needs, float }));
    if (next.every(({ needs, float }, i) => needs === pattern[i]?.needs && float === pattern[i].float)) break;
    early = plus(early, own(step, states).all);
    steps++;
    pattern = next;
    step = analysis.ofBody(body, pattern);
  }
  const { all, states: handedOn } = own(step, states);
  // Nobody takes the last states in.
  const internal = plus(plus(early, times(all, length.minus(steps))), times(handedOn, -1));
  const keepsInput = body.inputs.map(
    (_, i) => (first.keepsInput[i] ?? false) || (!isState(i, states) && (step.keepsInput[i] ?? false)),
  );
  const fresh = node.results.map(({ type }, i) => {
    const counted = isState(i, states) && isKept(step, i);
    return { bytes: counted || !type ? zero : bytesOf(type, step.results[i]?.float ?? mode.float), kept: counted };
  });
  const results = node.results.map((_, i): Flow & { readonly lies: Lies } => {
    const { needs = false, float } = step.results[i] ?? {};
    return { lies: { fresh: i }, needs, float };
  });
  return { internal, keepsInput, fresh, results, byNode: first.byNode, whole: first.whole && step.whole };
}

const isState = (index: number, states: number): boolean => index >= 1 && index <= states;

/** The storage of the step's own in which a result lies. */
function freshOf(kept: BodyKept, index: number): number | undefined {
  const lies = kept.results[index]?.lies;
  return lies && 'fresh' in lies && lies.fresh >= 0 ? lies.fresh : undefined;
}

const isKept = (kept: BodyKept, index: number): boolean => {
  const place = freshOf(kept, index);
  return place !== undefined && kept.fresh[place]?.kept === true;
};

/** What one step keeps of its own, with its states where only the next step, which takes them in, keeps them; these by themselves. */
function own(step: BodyKept, states: number): { readonly all: Linear; readonly states: Linear } {
  const taken = new Set<number>();
  for (let i = 1; i <= states; i++) {
    const place = freshOf(step, i);
    if (place !== undefined && step.keepsInput[i] && !isKept(step, i)) taken.add(place);
  }
  const sum = (of: (place: number, kept: boolean) => boolean): Linear =>
    step.fresh.reduce((all, { bytes, kept }, place) => (of(place, kept) ? plus(all, bytes) : all), zero);
  const handedOn = sum(place => taken.has(place));
  return {
    all: plus(
      plus(
        step.internal,
        sum((_, kept) => kept),
      ),
      handedOn,
    ),
    states: handedOn,
  };
}
