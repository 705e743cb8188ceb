import { Capture, errorKind } from "local-media-stream/full";
import { find, requireFeature, showError, showSource } from "./site.js";

const [call, switchCamera, stop, remote] = ["#call", "#switch", "#stop", "#remote"].map(find);
let peers = null;

showSource(["JavaScript", "call.js"], ["Rust", "rust/call.rs"]);

const capture = await Capture.create();
capture.attach(find("#local"), { muted: true });

// Connects two peers, which exchange descriptions and candidates within the page.
async function connect(stream) {
  const [sender, receiver] = [new RTCPeerConnection(), new RTCPeerConnection()];
  let negotiations = 0;
  sender.onicecandidate = ({ candidate }) => receiver.addIceCandidate(candidate ?? undefined);
  receiver.onicecandidate = ({ candidate }) => sender.addIceCandidate(candidate ?? undefined);
  receiver.ontrack = ({ streams, track }) => (remote.srcObject = streams[0] ?? new MediaStream([track]));
  sender.onnegotiationneeded = async () => {
    find("#negotiations").textContent = ++negotiations;
    await sender.setLocalDescription();
    await receiver.setRemoteDescription(sender.localDescription);
    await receiver.setLocalDescription();
    await sender.setRemoteDescription(receiver.localDescription);
  };
  for (const track of stream.getTracks()) {
    // From now on, each new track of this kind replaces the sent one, without a negotiation.
    capture.attachSender(track.kind, sender.addTrack(track, stream));
  }
  return [sender, receiver];
}

call.onclick = async () => {
  showError(null);
  call.disabled = true;
  try {
    const stream = await capture.start({ audio: true, video: { facingMode: "user" } });
    peers = await connect(stream);
  } catch (error) {
    capture.stop();
    showError(error);
  }
  showState();
};

// A later call, such as a second click, ends the switch.
switchCamera.onclick = () => capture.flipCamera().catch((error) => errorKind(error) === "Abort" || showError(error));
find("#send-video").onchange = ({ target }) => capture.setEnabled("video", target.checked);

stop.onclick = () => {
  const [sender] = peers;
  for (const output of sender.getSenders()) capture.detach(output);
  for (const peer of peers) peer.close();
  peers = null;
  capture.stop();
  remote.srcObject = null;
  showState();
};

function showState() {
  const isCalling = peers !== null;
  document.body.dataset.state = isCalling ? "live" : "idle";
  find("#status").textContent = isCalling ? "The call is active." : "No call.";
  call.disabled = isCalling || capture.stream !== null || capture.state === "prompting";
  switchCamera.disabled = stop.disabled = !isCalling;
  const { label } = capture.stream?.getVideoTracks()[0] ?? {};
  find("#sent").textContent = label ?? "nothing";
}
remote.onresize = () => (find("#received").textContent = `${remote.videoWidth} × ${remote.videoHeight}`);
remote.onemptied = () => (find("#received").textContent = "nothing");

addEventListener("pagehide", () => capture.stop());
if (requireFeature("RTCPeerConnection" in globalThis, "RTCPeerConnection", "Use a browser with WebRTC.")) {
  capture.addEventListener("change", showState);
  showState();
}
