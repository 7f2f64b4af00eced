"""PyTorch's side of the benchmark; argument: how many threads. Speaks as serve-steps.mjs does."""
import glob
import json
import os
import resource
import sys
import time

import torch

torch.set_num_threads(int(sys.argv[1]))
# Gradients that fade over a long sequence become subnormal, over which processors take a hundred times longer.
torch.set_flush_denormal(True)


def prepare(lookback, features, units, batch, outputs, cell):
    torch.manual_seed(1)
    layer = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[cell](features, units, batch_first=True)
    head = torch.nn.Linear(units, outputs)
    optimizer = torch.optim.Adam([*layer.parameters(), *head.parameters()], lr=1e-3)
    x, y = torch.randn(batch, lookback, features), torch.randn(batch, outputs)

    def step():
        optimizer.zero_grad()
        states, _ = layer(x)
        torch.nn.functional.mse_loss(head(states[:, -1]), y).backward()
        optimizer.step()

    return step


def run_for(step, milliseconds):
    times, end = [], time.perf_counter() + milliseconds / 1000
    while not times or time.perf_counter() < end:
        start = time.perf_counter()
        step()
        times.append((time.perf_counter() - start) * 1000)
    return times


# PyTorch's speed hangs on the BLAS that the system links: the reference one is ten times slower than OpenBLAS.
blas = next((os.path.realpath(path) for path in glob.glob("/usr/lib/*/libblas.so.3")), "unknown")

step = None
for line in sys.stdin:
    asked = json.loads(line)
    if "case" in asked:
        step = prepare(**asked["case"])
        answer = {"ready": True, "version": torch.__version__, "blas": blas}
    else:
        answer = {"ms": run_for(step, asked["forMs"]), "peakKb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}
    print(json.dumps(answer), flush=True)
