"""Asks an HTTPS URL a fixed number of times a second, a new connection each time, and prints a line of JSON for each request."""
import json
import ssl
import sys
import threading
import time
import urllib.request

url, rate, seconds, timeout = sys.argv[1], float(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4])
context = ssl.create_default_context()
lock = threading.Lock()


def ask():
    started = time.time()
    try:
        urllib.request.urlopen(url, timeout=timeout, context=context).read()
        error = None
    except urllib.error.HTTPError:
        error = None  # An answer of the service, whatever it says.
    except Exception as e:
        error = repr(e)
    with lock:
        print(json.dumps({"started": started, "ended": time.time(), "error": error}), flush=True)


threads = []
begin = time.time()
for i in range(int(rate * seconds)):
    wait = begin + i / rate - time.time()
    if wait > 0:
        time.sleep(wait)
    thread = threading.Thread(target=ask)
    thread.start()
    threads.append(thread)
for thread in threads:
    thread.join()
