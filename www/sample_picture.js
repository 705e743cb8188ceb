// A camera for the page *Frames in Rust*: moving colors, and a QR code.
import { LocalMediaStream } from "local-media-stream";

// The QR code of the text “local-media”.
const CODE = [
  "#######.#.#.#.#######",
  "#.....#.....#.#.....#",
  "#.###.#.##.#..#.###.#",
  "#.###.#...#.#.#.###.#",
  "#.###.#...###.#.###.#",
  "#.....#.##.##.#.....#",
  "#######.#.#.#.#######",
  ".........##.#........",
  "#.#...##.#.....#..#.#",
  "#.####..####.#..###.#",
  "....####.#.##.#.#...#",
  "...#.#...###.#.#.#...",
  "...#..#.##.###...#...",
  "........#....#..#...#",
  "#######.###..##.#...#",
  "#.....#..#..##.#.#.##",
  "#.###.#......#...#.#.",
  "#.###.#..#....#.#....",
  "#.###.#.##.##.###.###",
  "#.....#...##.#...#...",
  "#######.##.###...#..#",
];
// The size of a module of the code, and the margin around it, in pixels.
const MODULE = 8;
const MARGIN = 4 * MODULE;
const SIDE = CODE.length * MODULE + 2 * MARGIN;

const FRAME_RATE = 30;

/** Returns a stream of the sample. It is drawn until the stream is stopped. */
export function openSample() {
  const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 360 });
  draw(canvas, 0);
  const stream = new LocalMediaStream(canvas.captureStream(FRAME_RATE).getTracks());
  let frame = 0;
  const timer = setInterval(() => {
    if (stream.active) draw(canvas, ++frame);
    else clearInterval(timer);
  }, 1000 / FRAME_RATE);
  return stream;
}

function draw(canvas, frame) {
  const { width, height } = canvas;
  const context = canvas.getContext("2d");
  for (let stripe = 0; stripe < 6; stripe++) {
    context.fillStyle = `hsl(${60 * stripe + frame} 80% 50%)`;
    context.fillRect((stripe * width) / 6, 0, width / 6, height);
  }
  const left = Math.round((width - SIDE) * (0.5 + 0.4 * Math.sin(frame / 60)));
  const top = (height - SIDE) / 2;
  context.fillStyle = "white";
  context.fillRect(left, top, SIDE, SIDE);
  context.fillStyle = "black";
  CODE.forEach((row, y) =>
    [...row].forEach((module, x) => {
      if (module === "#") context.fillRect(left + MARGIN + x * MODULE, top + MARGIN + y * MODULE, MODULE, MODULE);
    }),
  );
}
