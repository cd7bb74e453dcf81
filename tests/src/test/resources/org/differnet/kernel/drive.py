"""Drives the kernel "java" as Jupyter does: a request per line on standard input, its answer per line on standard output."""

import base64
import json
import socket
import sys
import threading
import time

import zmq
from jupyter_client.manager import start_new_kernel

SECONDS = 300


def execute(manager, client, request):
    outputs = []
    interrupted = []

    def interrupt():
        interrupted.append(time.monotonic())
        manager.interrupt_kernel()

    def collect(message):
        kind = message["msg_type"]
        if kind == "stream" and outputs and outputs[-1].get("name") == message["content"]["name"]:
            outputs[-1]["text"] += message["content"]["text"]
            outputs[-1]["messages"] += 1
        elif kind not in ("status", "execute_input"):
            outputs.append({"type": kind, "messages": 1, **message["content"]})
        if message["content"].get("text", "").strip() == request.get("interrupt_at"):
            threading.Timer(0.2, interrupt).start()

    reply = client.execute_interactive(request["code"], timeout=SECONDS, output_hook=collect, allow_stdin=False)
    answer = {"status": reply["content"]["status"], "outputs": outputs}
    if interrupted:
        answer["seconds_after_interrupt"] = time.monotonic() - interrupted[0]
    late = range(request.get("late_messages", 0))
    answer["late"] = [client.get_iopub_msg(timeout=SECONDS)["msg_type"] for _ in late]
    return answer


def execute_at_once(client, codes):
    """Sends all cells before the first is answered, as "run all" does."""
    sent = [client.execute(code) for code in codes]
    replies = {}
    while len(replies) < len(sent):
        message = client.get_shell_msg(timeout=SECONDS)
        replies[message["parent_header"]["msg_id"]] = message["content"]["status"]
    return {"statuses": [replies[cell] for cell in sent]}


def send_frames(client, request):
    """Sends frames as they are, or a cell with a signature that is not the connection's."""
    frames = [base64.b64decode(frame) for frame in request["frames"]]
    if request.get("forged"):
        message = client.session.msg("execute_request", {"code": request["forged"]})
        frames = client.session.serialize(message)
        frames[1] = b"0" * len(frames[1])
    with zmq.Context.instance().socket(zmq.DEALER) as sender:
        sender.connect(f"tcp://{client.ip}:{getattr(client, request['port'])}")
        sender.send_multipart(frames)
        time.sleep(0.5)
    return {}


def send_bytes(client, request):
    """Sends bytes that are not even ZeroMQ's to a port of the kernel."""
    with socket.create_connection((client.ip, getattr(client, request["port"])), timeout=SECONDS) as stream:
        try:
            stream.sendall(base64.b64decode(request["bytes"]) * request["times"])
        except ConnectionError:
            pass
    return {}


def beats(client):
    time.sleep(2)
    with zmq.Context.instance().socket(zmq.REQ) as heart:
        heart.connect(f"tcp://{client.ip}:{client.hb_port}")
        heart.send(b"ping")
        return {"beats": bool(heart.poll(5000)) and heart.recv() == b"ping"}


def ask(client, request):
    kind = request["do"]
    if kind in ("kernel_info", "comm_info", "history"):
        arguments = []
    elif kind == "is_complete":
        arguments = [request["code"]]
    else:
        arguments = [request["code"], request["at"]]
    getattr(client, kind)(*arguments)
    return client.get_shell_msg(timeout=SECONDS)["content"]


def main():
    manager, client = start_new_kernel(kernel_name="java", startup_timeout=SECONDS)
    try:
        print(json.dumps({"status": "ready"}), flush=True)
        for line in sys.stdin:
            request = json.loads(line)
            if request["do"] == "execute":
                answer = execute(manager, client, request)
            elif request["do"] == "execute_at_once":
                answer = execute_at_once(client, request["codes"])
            elif request["do"] == "send_frames":
                answer = send_frames(client, request)
            elif request["do"] == "send_bytes":
                answer = send_bytes(client, request)
            elif request["do"] == "beats":
                answer = beats(client)
            elif request["do"] == "shutdown":
                client.shutdown()
                manager.provisioner.process.wait(timeout=SECONDS)
                answer = {"exit": manager.provisioner.process.returncode}
            else:
                answer = ask(client, request)
            print(json.dumps(answer), flush=True)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


main()
