// A level meter of an audio track.
let shown = null;
let context = null;

/** Shows the level of a track in a meter, from 0 (silence) to 1, until another track or `undefined` is passed. */
export function showLevel(meter, track) {
  if (track === shown) return;
  shown = track;
  context?.close();
  context = null;
  meter.value = 0;
  if (!track || !globalThis.AudioContext) return;
  context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 1024 });
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const update = () => {
    if (track !== shown) return;
    analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    // From -60 dB to 0 dB.
    meter.value = power > 0 ? Math.max(0, 1 + (10 * Math.log10(power)) / 60) : 0;
    requestAnimationFrame(update);
  };
  update();
}
