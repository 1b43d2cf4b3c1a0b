"""Says which of the OpenAPI documents named on standard input, one path a line, the real validator refuses."""

import sys

from openapi_spec_validator import OpenAPIV31SpecValidator
from openapi_spec_validator.readers import read_from_filename

refused = 0
paths = sys.stdin.read().split("\n")
for path in filter(None, paths):
    document, _ = read_from_filename(path)
    errors = list(OpenAPIV31SpecValidator(document).iter_errors())
    refused += bool(errors)
    for error in errors[:3]:
        print(f"{path}: {'/'.join(map(str, error.absolute_path))}: {error.message[:300]}", file=sys.stderr)
print(f"{len(paths) - 1 - refused} passed, {refused} failed")
sys.exit(1 if refused else 0)
