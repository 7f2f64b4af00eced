"""Writes torch-cells.json: recurrent layers by PyTorch in float64, with their gradients, in the stock tfjs layout.

PyTorch orders the gates of an LSTM i, f, g, o as tfjs does, and those of a GRU r, z, n where tfjs has z, r, h; its weights
are transposed, and it has two biases. Its GRU scales the recurrent product by the reset gate (resetAfter).
Run with: python3 torch-cells.py > torch-cells.json  (Debian 12, python3-torch 1.13.1)
"""
import json

import torch

torch.manual_seed(20)
torch.set_default_dtype(torch.float64)
STEPS, FEATURES, UNITS, BATCH = 6, 2, 3, 4


def stock_order(tensor, cell):
    """Rows of PyTorch's gates in the order of tfjs."""
    gates = list(tensor.split(UNITS))
    return torch.cat([gates[1], gates[0], gates[2]] if cell == "gru" else gates)


def rounded(tensor):
    return [round(value, 9) for value in tensor.flatten().tolist()]


def reference(cell):
    kind = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[cell]
    layer = kind(FEATURES, UNITS, batch_first=True)
    for parameter in layer.parameters():
        torch.nn.init.uniform_(parameter, -1, 1)
    x = torch.randn(BATCH, STEPS, FEATURES, requires_grad=True)
    states, _ = layer(x)
    weights = torch.randn_like(states)
    (states * weights).sum().backward()

    def laid_out(of):
        kernel = stock_order(of(layer.weight_ih_l0), cell).T
        recurrent = stock_order(of(layer.weight_hh_l0), cell).T
        first, second = stock_order(of(layer.bias_ih_l0), cell), stock_order(of(layer.bias_hh_l0), cell)
        bias = torch.cat([first, second]) if cell == "gru" else first
        return {"input": of(x), "kernel": kernel, "recurrentKernel": recurrent, "bias": bias}, second

    values, second_bias = laid_out(lambda tensor: tensor.detach())
    if cell != "gru":
        values["bias"] = values["bias"] + second_bias
    gradients, _ = laid_out(lambda tensor: tensor.grad)
    flat = lambda parts: {name: rounded(tensor) for name, tensor in parts.items()}
    return {"cell": cell, "values": flat(values), "outputWeights": rounded(weights),
            "output": rounded(states.detach()), "gradients": flat(gradients)}


origin = f"PyTorch {torch.__version__}, float64, torch-cells.py"
sizes = {"batch": BATCH, "steps": STEPS, "features": FEATURES, "units": UNITS}
print(json.dumps({"origin": origin, **sizes, "cases": [reference(cell) for cell in ("rnn", "lstm", "gru")]}))
