/** Runs: they learn, repeat themselves bit for bit, go on after a break, and stop where numbers are none. */
import assert from 'node:assert/strict';
import { snapshotOf } from '../../../src/messages/run-state.js';
import { epochsOf, lossesOf, watched, type Watched } from './training.js';

const spiral = (more = ''): string => `
network Spiral {
  input point: [2]
  dense(24) -> tanh
  dense(24) -> tanh
  dense(3)
}
train Spiral {
  data: spiral(samples: 600, noise: 0.01, classes: 3)
  loss: cross_entropy
  optimizer: adam(lr: 0.02)
  batch: 32
  epochs: 60
  seed: 3
  ${more}
}`;

const short = (more = '', epochs = 3): string => spiral(more).replace('epochs: 60', `epochs: ${epochs}`);

const withNorm = `
network Norm {
  input image: 1x8x8
  conv(4, 3, padding: 1) -> batchnorm -> relu -> dropout(0.3)
  maxpool(2)
  flatten -> dense(10)
}
train Norm {
  data: digits
  loss: cross_entropy
  optimizer: sgd(lr: 0.05, momentum: 0.9)
  schedule: cosine
  batch: 50
  epochs: 2
  seed: 5
}`;

const finished = async (run: Promise<Watched>): Promise<Watched> => {
  const watching = await run;
  await watching.end;
  return watching;
};

describe('a run', () => {
  it('learns the spiral to more than 95 % of the points held back', async () => {
    const { events, end } = await watched(spiral());
    assert.equal(await end, 'finished');
    const accuracy = epochsOf(events).at(-1)?.validation['accuracy'] ?? 0;
    assert.ok(accuracy !== null && accuracy > 0.95, `accuracy ${accuracy}`);
  }).timeout(30_000);

  it('learns the 8x8 digits to more than 95 % of those held back', async () => {
    const text = `
network Digits {
  input image: 1x8x8
  conv(16, 3, padding: 1) -> relu -> maxpool(2)
  conv(32, 3, padding: 1) -> relu -> maxpool(2)
  flatten -> dense(10)
}
train Digits { data: digits, loss: cross_entropy, optimizer: adam(lr: 3e-3), batch: 32, epochs: 8, seed: 1 }`;
    const { events, end } = await watched(text);
    assert.equal(await end, 'finished');
    const accuracy = epochsOf(events).at(-1)?.validation['accuracy'] ?? 0;
    assert.ok(accuracy !== null && accuracy > 0.95, `accuracy ${accuracy}`);
  }).timeout(60_000);

  it('gives the same losses bit for bit for the same seed, and others for another', async () => {
    const [one, two, other] = await Promise.all([
      finished(watched(withNorm)),
      finished(watched(withNorm)),
      finished(watched(withNorm.replace('seed: 5', 'seed: 6'))),
    ]);
    assert.deepEqual(lossesOf(one.events), lossesOf(two.events));
    assert.deepEqual(one.session.save(), two.session.save());
    assert.notDeepEqual(lossesOf(one.events), lossesOf(other.events));
  }).timeout(30_000);

  it('tells the time that has passed with each of its steps, not only at the end of an epoch', async () => {
    const { events } = await finished(watched(withNorm));
    const times = events.flatMap(event =>
      event.type === 'steps' || event.type === 'epoch' ? [event.elapsedMs ?? -1] : [],
    );
    assert.ok(times.length > 2 && times.every((time, i) => time >= Math.max(0, times[i - 1] ?? 0)), times.join());
    const begun = events.slice(0, 1 + events.findIndex(({ type }) => type === 'steps'));
    assert.equal(snapshotOf(begun).elapsedMs, times[0]);
  }).timeout(30_000);

  it('goes on from a checkpoint as if it had never stopped', async () => {
    const whole = await finished(watched(withNorm));
    for (const stopAt of [7, 29, 40]) {
      const first = await watched(withNorm, {
        onEvent: (event, run, events) => {
          if (event.type === 'steps' && lossesOf(events).length >= stopAt) run.control({ type: 'stop' });
        },
      });
      assert.equal(await first.end, 'stopped');
      const second = await finished(watched(withNorm, { from: first.saved.at(-1)! }));
      assert.deepEqual([...lossesOf(first.events), ...lossesOf(second.events)], lossesOf(whole.events));
      assert.deepEqual(second.session.save(), whole.session.save());
      assert.deepEqual(
        [...epochsOf(first.events), ...epochsOf(second.events)].map(({ training, validation }) => [
          training,
          validation,
        ]),
        epochsOf(whole.events).map(({ training, validation }) => [training, validation]),
      );
      const numbers = [...first.events, ...second.events].map(({ sequence }) => sequence);
      assert.deepEqual(
        numbers,
        numbers.map((_, i) => i + 1),
      );
    }
  }).timeout(60_000);

  it('pauses, does single steps, changes its learning rate, and goes on', async () => {
    const script: string[] = [];
    const { events, end, run } = await watched(short(), {
      onEvent: (event, running, events) => {
        if (event.type === 'paused') {
          script.push(`paused at ${lossesOf(events).length}`);
          const next = (
            [{ type: 'step' }, { type: 'step' }, { type: 'learningRate', value: 0.5 }, { type: 'resume' }] as const
          )[script.length - 1];
          if (next) queueMicrotask(() => running.control(next));
          if (next?.type === 'learningRate') queueMicrotask(() => running.control({ type: 'step' }));
        }
      },
      onBreath: (running, events) => {
        if (script.length === 0 && lossesOf(events).length >= 2) running.control({ type: 'pause' });
      },
    });
    assert.equal(await end, 'finished', JSON.stringify(events.at(-1)));
    assert.equal(run.isPaused, false);
    assert.equal(script.length, 4);
    const at = script.map(line => Number(line.split(' ').at(-1)));
    assert.deepEqual(
      at.map(step => step - at[0]!),
      [0, 1, 2, 3],
    );
    const rates = events.flatMap(event => (event.type === 'steps' ? [event.learningRate] : []));
    assert.equal(rates[0], 0.02);
    assert.equal(rates.at(-1), 0.5);
    assert.equal(lossesOf(events).length, 3 * 15);
  });

  it('draws batches that do not depend on evaluations or boundaries', async () => {
    // With a slow clock a boundary is drawn after every epoch, with a quick one hardly any.
    const [many, few] = await Promise.all([
      finished(watched(short())),
      finished(watched(short(), { breathless: true })),
    ]);
    assert.deepEqual(lossesOf(many.events), lossesOf(few.events));
  });

  it('draws a boundary with every class of a two-input network it has learned, and the points', async () => {
    const { events } = await finished(watched(short('', 40)));
    const boundary = events.filter(event => event.type === 'boundary').at(-1);
    const [start] = events;
    assert.ok(boundary?.type === 'boundary' && start?.type === 'started');
    assert.equal(boundary.boundary.classes.length, boundary.boundary.columns * boundary.boundary.rows);
    assert.deepEqual([...new Set(boundary.boundary.classes)].sort(), [0, 1, 2]);
    assert.equal(start.points?.x.length, 600);
    assert.equal(start.points.validation.filter(Boolean).length, 120);
  });

  it('stops at a number that is not finite and names the layer', async () => {
    const text = short().replace('adam(lr: 0.02)', 'sgd(lr: 1e38)').replaceAll('tanh', 'relu');
    const { events, end } = await watched(text);
    assert.equal(await end, 'failed');
    const last = events.at(-1);
    assert.ok(last?.type === 'failed');
    assert.match(last.error.layer ?? '', /^dense_[123]$/);
    assert.match(last.error.message, /not finite/);
    const place = last.error.place;
    assert.ok(place);
    assert.match(text.slice(place.start, place.end), /^dense/);
  });

  it('finds such numbers behind the last step too', async () => {
    // One step a run: it makes weights of some 1e38, whose products are infinite in the evaluation that follows.
    const text = short('', 1)
      .replace('batch: 32', 'batch: 480')
      .replace('adam(lr: 0.02)', 'sgd(lr: 3e38)')
      .replaceAll('tanh', 'relu');
    const { events, end } = await watched(text);
    assert.equal(await end, 'failed');
    assert.deepEqual(
      events.map(({ type }) => type).filter(type => type !== 'boundary'),
      ['started', 'steps', 'epoch', 'failed'],
    );
    const last = events.at(-1);
    assert.match(last?.type === 'failed' ? (last.error.layer ?? '') : '', /^dense_[123]$/);
  });

  it('leaves out a last batch of one sample where a norm would see a single value', async () => {
    // 1,438 samples: batches of 479 leave one over.
    const { session, events } = await finished(watched(withNorm.replace('batch: 50', 'batch: 479')));
    assert.equal(session.prepared.train.length % 479, 1);
    assert.equal(lossesOf(events).length, 2 * 3);
  });
});
