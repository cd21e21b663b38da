"""What Chroma's own client makes and sees: own_client.py URL make|read COLLECTION [FILE]."""

import json
import random
import sys
from urllib.parse import urlparse

import chromadb
from chromadb.config import Settings

DIMENSION = 48


def unit(dice):
    numbers = [dice.gauss(0, 1) for _ in range(DIMENSION)]
    length = sum(n * n for n in numbers) ** 0.5
    return [n / length for n in numbers]


def make(client, name, space):
    metadata = {"made_by": "its own client"}
    if space != "default":
        metadata["hnsw:space"] = space
    collection = client.create_collection(name, metadata=metadata)
    dice = random.Random(11)
    ids = [f"row-{i}" for i in range(200)]
    collection.add(
        ids=ids,
        embeddings=[unit(dice) for _ in ids],
        documents=[f"text {i}" for i in range(200)],
        metadatas=[{"number": i, "even": i % 2 == 0, "tags": ["a", "b"]} for i in range(200)],
    )
    print(json.dumps({"query": unit(random.Random(12))}))


def read(client, name, query):
    collection = client.get_collection(name)
    all_of_it = collection.get(include=["embeddings", "documents", "metadatas"])
    nearest = collection.query(query_embeddings=[json.loads(query)], n_results=10)
    print(
        json.dumps(
            {
                "ids": all_of_it["ids"],
                "documents": all_of_it["documents"],
                "metadatas": all_of_it["metadatas"],
                "embeddings": [[float(n) for n in e] for e in all_of_it["embeddings"]],
                "nearest": nearest["ids"][0],
            }
        )
    )


def main():
    url, verb, name, argument = sys.argv[1:]
    address = urlparse(url)
    client = chromadb.HttpClient(
        host=address.hostname, port=address.port, settings=Settings(anonymized_telemetry=False)
    )
    {"make": make, "read": read}[verb](client, name, argument)


main()
