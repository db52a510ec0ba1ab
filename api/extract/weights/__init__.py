"""What was learned from annotated news: one small table of weights for each decision.

A table is a text file of lines `weight<TAB>feature`. The step that decides states facts and says which features they
make (`scale`); the programs in `bench/` learn what each feature weighs.
"""

from functools import cache
from importlib.resources import files


@cache
def read_weights(name: str) -> dict[str, float]:
    """Return the weights of `weights/<name>.tsv` by feature."""
    lines = files(__name__).joinpath(f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t", 1) for line in lines if line and not line.startswith("#"))
    return {feature: float(weight) for weight, feature in rows}
