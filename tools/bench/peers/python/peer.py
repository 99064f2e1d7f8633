"""Measures torch, TensorFlow or NumPy as the other libraries are measured: `python peer.py LIBRARY THREADS`, then lines
of JSON (see ../../src/cpu/run/protocol.ts). All three compute when they are called, so a call is made and dropped.
"""

import importlib
import json
import resource
import sys
import time

# A batch of calls lasts so long at least; as in ../../src/cpu/run/sample.ts, whose procedure this follows.
BATCH_MS = 1.0


def now_ms():
    return time.perf_counter() * 1e3


class Warm:
    """A workload that was warmed up: its call, the operations in one call, and the calls in one sample."""

    def __init__(self, call, operations, warm_up_ms):
        self.call, self.operations, self.batch = call, operations, 1
        end = now_ms() + warm_up_ms
        times = 0
        while times < (3 if warm_up_ms > 0 else 1) or now_ms() < end:
            elapsed = self.time_batch()
            times += 1
            if elapsed < BATCH_MS and warm_up_ms > 0:
                self.batch = int(self.batch * min(10, 1.2 * BATCH_MS / max(elapsed, 1e-3))) + 1
            if elapsed > 10 * warm_up_ms and elapsed > 1000:
                break

    def time_batch(self):
        call = self.call
        start = now_ms()
        for _ in range(self.batch):
            call()
        return now_ms() - start

    def samples(self, for_ms, calls):
        taken = []
        end = now_ms() + for_ms
        while not taken or now_ms() < end or len(taken) * self.batch < calls:
            taken.append(self.time_batch() / (self.batch * self.operations))
        return taken


class Peer:
    def __init__(self, library, threads):
        self.library, self.threads = library, threads
        self.adapter = self.warm = None

    def load(self, _):
        self.adapter = importlib.import_module(f"{self.library}_adapter").Adapter(self.threads)
        return {"version": self.adapter.version}

    def prepare(self, request):
        self.warm = None
        workload = dict(request["workload"])
        prepare = getattr(self.adapter, workload.pop("kind"), None)
        call = prepare and prepare(**workload)
        if not call:
            return {"supported": False}
        operations = workload["count"] if request["workload"]["kind"] == "dependentAdds" else 1
        self.warm = Warm(call, operations, request["warmUpMs"])
        return {"supported": True}

    def measure(self, request):
        return {"samples": self.warm.samples(request["forMs"], request["calls"])}

    def release(self, _):
        self.warm = None
        return {}

    def memory(self, _):
        # Linux reports kibibytes, macOS bytes.
        unit = 1 if sys.platform == "darwin" else 1024
        return {"peakMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6}


def main():
    peer = Peer(sys.argv[1], int(sys.argv[2]))
    # What libraries print must not be read as a reply.
    replies, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        request = json.loads(line)
        try:
            reply = getattr(peer, request["do"])(request)
        except Exception as error:  # Whatever it is, it belongs into the reply.
            reply = {"error": f"{type(error).__name__}: {error}"}
        replies.write(json.dumps(reply) + "\n")
        replies.flush()


main()
