/** Recurrent layers and their cells. */
import { call, type Writer } from './steps.js';

const layer =
  (name: string, states: readonly string[]): Writer =>
  (a, inputs) => {
    const [input = []] = inputs;
    if (input.length < 3) return 'unbatched';
    // Arguments that PyTorch refuses come first: it does so before it sees an input.
    if (input.at(-1) !== a['input_size']) return 'inferred';
    const step = call(name, [a['hidden_size']], {
      layers: a['num_layers'],
      bidirectional: a['bidirectional'],
      bias: a['bias'],
      dropout: a['dropout'],
      projection: a['proj_size'],
      activation: a['nonlinearity'],
    });
    const outputs = ['output', ...states].map(state => `output ${state === 'output' ? 'y' : state} = step.${state}`);
    return { lines: [`step = ${step}`, ...outputs], batchAt: a['batch_first'] === true ? 0 : 1 };
  };

const cell =
  (name: string, states: readonly string[]): Writer =>
  (a, inputs) => {
    const [input = []] = inputs;
    if (input.length === 1) return 'unbatched';
    if (input.at(-1) !== a['input_size']) return 'inferred';
    const step = call(name, [a['hidden_size']], { bias: a['bias'] });
    if (states.length === 0) return { lines: [step] };
    return { lines: [`step = ${step}`, ...states.map(state => `output ${state} = step.${state}`)] };
  };

export const recurrentModules: Readonly<Record<string, Writer>> = {
  RNN: layer('rnn', ['state']),
  GRU: layer('gru', ['state']),
  LSTM: layer('lstm', ['state', 'cell']),
  RNNCell: cell('rnn_cell', []),
  GRUCell: cell('gru_cell', []),
  LSTMCell: cell('lstm_cell', ['state', 'cell']),
};
