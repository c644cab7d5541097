"""Does the web server in this container answer? Ends with 1 if not. Asked under the first of the allowed host names."""

import os
import sys
import urllib.error
import urllib.request

host = os.environ["ALLOWED_HOSTS"].split(",")[0].strip().lstrip(".")
port = os.environ.get("PORT", "8000")
request = urllib.request.Request(f"http://127.0.0.1:{port}/health/", headers={"Host": host})
try:
    urllib.request.urlopen(request, timeout=4)
except (urllib.error.URLError, OSError) as error:
    sys.exit(f"/health/ does not answer: {error}")
