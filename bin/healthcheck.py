"""Does the web server in this container answer? Ends with 1 if not. Asked under the first of the allowed host names."""

import os
import sys
from http.client import HTTPConnection

connection = HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=4)
connection.request("GET", "/health/", headers={"Host": os.environ["ALLOWED_HOSTS"].split(",")[0].strip().lstrip(".")})
sys.exit(connection.getresponse().status != 200)
