"""Reach of a sample of identities by igraph, a neighbourhood each, read from what bench/closure.ts writes.

python3 -m venv bench/peers/venv && bench/peers/venv/bin/pip install igraph
"""

import json
import sys
import time
from array import array

import igraph

folder, order = sys.argv[1], sys.argv[2]
with open(f"{folder}/{order}.json", encoding="utf-8") as file:
    question = json.load(file)


def numbers(name):
    values = array("I")
    with open(f"{folder}/{name}.u32", "rb") as file:
        values.frombytes(file.read())
    return values


graph = igraph.Graph(n=question["nodeCount"], edges=list(zip(numbers("from"), numbers("to"))), directed=True)
sample = list(numbers("sample"))

start = time.perf_counter()
sizes = graph.neighborhood_size(vertices=sample, order=question["nodeCount"], mode="out")
seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds, "sizes": sizes}))
