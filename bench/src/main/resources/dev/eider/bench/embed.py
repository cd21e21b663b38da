"""Embeds the chunks of a file and says how many seconds it took.

python embed.py MODEL TOKENIZER CHUNKS THREADS plain|padded COUNT VECTORS
plain:  batches of 32 texts, each padded to its own longest
padded: every text padded to 256 tokens, as Chroma's default embedder does
"""
import json
import sys
import time

import numpy
import onnxruntime
from tokenizers import Tokenizer

BATCH = 32

model, tokenizer_file, chunks, threads, way, count, vectors = sys.argv[1:]
with open(chunks, encoding="utf-8") as file:
    texts = json.load(file)[: int(count)]

tokenizer = Tokenizer.from_file(tokenizer_file)
tokenizer.no_padding()
tokenizer.enable_truncation(256)
if way == "padded":
    tokenizer.enable_padding(length=256)
else:
    tokenizer.enable_padding()

options = onnxruntime.SessionOptions()
options.intra_op_num_threads = int(threads)
session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def embed(batch):
    encoded = tokenizer.encode_batch(batch)
    ids = numpy.array([each.ids for each in encoded], dtype=numpy.int64)
    mask = numpy.array([each.attention_mask for each in encoded], dtype=numpy.int64)
    states = session.run(
        None,
        {"input_ids": ids, "attention_mask": mask, "token_type_ids": numpy.zeros_like(ids)},
    )[0]
    weights = mask[:, :, None].astype(numpy.float32)
    means = (states * weights).sum(axis=1) / weights.sum(axis=1)
    return means / numpy.linalg.norm(means, axis=1, keepdims=True)


embed(texts[:BATCH])
began = time.perf_counter()
result = numpy.concatenate([embed(texts[i : i + BATCH]) for i in range(0, len(texts), BATCH)])
print(time.perf_counter() - began)
result.astype("<f4").tofile(vectors)
