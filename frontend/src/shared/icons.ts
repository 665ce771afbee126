/**
 * Our own signs as path data on a 24×24 grid. Marks (levels and kinds) are closed shapes to be filled or outlined; all others are
 * lines of width 2 with round ends. One export each, so that a page carries only what it draws.
 */

// levels
export const octagon = "M8 2h8l6 6v8l-6 6H8l-6-6V8z";
export const diamond = "M12 1.5 22.5 12 12 22.5 1.5 12z";
export const square = "M3.5 3.5h17v17h-17z";
export const circle = "M12 2a10 10 0 1 0 0 20 10 10 0 1 0 0-20z";
// kinds of responder (government: square, civilian: circle)
export const shield = "M12 1.8 20.5 5v6c0 5.2-3.6 9.2-8.5 11.2C7.1 20.2 3.5 16.2 3.5 11V5z";
export const star = "m12 1.8 3.1 6.6 7.2.9-5.3 5 1.4 7.2L12 18l-6.4 3.5L7 14.3l-5.3-5 7.2-.9z";
export const triangle = "M12 2.5 22.5 21h-21z";

// kinds of help
export const whiteout = "M3 8h9a2.8 2.8 0 1 0-2.7-3.6M3 12.5h14.5a3 3 0 1 1-2.8 4M3 17h6.5a2.3 2.3 0 1 1-2.2 3M18 4v.01M20.5 8v.01M15.5 8v.01";
export const medical = "M9 3h6v6h6v6h-6v6H9v-6H3V9h6z";
export const lostPerson = "M8.5 4a3 3 0 1 0 0 6 3 3 0 1 0 0-6zM2.5 20.5V19a6 6 0 0 1 9.5-4.9M15.8 13a2.6 2.6 0 1 1 3.9 2.2c-.9.5-1.3 1.1-1.3 2.1M18.4 20.7v.01";
export const grassFire = "M12 2c.8 4.2 6 6.5 6 12a6 6 0 0 1-12 0c0-2.6 1.2-4.2 2.6-5.7.2 2 .9 2.9 1.9 3.7C9.8 8.3 10.4 4.8 12 2zM3 22h18";
export const vehicleStuck = "M2.5 16v-4.5L5 6h9l4 5.5 3.5 1V16M2.5 11.5H18M6.5 14.5a2 2 0 1 0 0 4 2 2 0 1 0 0-4zM17 14.5a2 2 0 1 0 0 4 2 2 0 1 0 0-4zM2 21.5l3-1 4 1 4-1 4 1 5-1";
export const strangers = "M2 12s3.8-6.5 10-6.5S22 12 22 12s-3.8 6.5-10 6.5S2 12 2 12zM12 9a3 3 0 1 0 0 6 3 3 0 1 0 0-6z";
export const theft = "M5.5 11h13v10h-13zM8.5 11V7a3.5 3.5 0 0 1 6.8-1.2M12 15v2.5";
export const lostLivestock = "M6 9.5a3.2 3.2 0 0 1 4-3 3.3 3.3 0 0 1 5.5.5M15.5 14.5a3.3 3.3 0 0 1-3.5 1.8 3.6 3.6 0 0 1-5.5-.6A3.3 3.3 0 0 1 6 9.5M7.5 16.5V20M13 16.5V20M15.5 7l2-2.5 3.5 3-1 6-2.5 1.5-2-2.5z";
export const blizzardFodder = "M12 2.5v19M3.8 7.2l16.4 9.6M3.8 16.8l16.4-9.6M9.5 4 12 6.2 14.5 4M9.5 20l2.5-2.2 2.5 2.2M4 10.8l3.2-1.6L6.8 5.6M20 13.2l-3.2 1.6.4 3.6M4 13.2l3.2 1.6-.4 3.6M20 10.8l-3.2-1.6.4-3.6";
export const dispute = "M12 3v18M7 21h10M4 6.5l8-1.5 8 1.5M4.5 7 2 13.5a2.8 2.8 0 0 0 5 0zM19.5 7 17 13.5a2.8 2.8 0 0 0 5 0z";
export const goods = "M3 7.5 12 3l9 4.5v9L12 21l-9-4.5zM3 7.5l9 4.5 9-4.5M12 12v9";
export const papers = "M6 2.5h8.5L19 7v14.5H6zM14 2.5V7.5h5M9.5 12h6M9.5 16h6";
export const other = "M5 12h.01M12 12h.01M19 12h.01";

// acts and states
export const check = "M4 12.5 9.5 18 20 6.5";
export const cross = "M5.5 5.5l13 13M18.5 5.5l-13 13";
export const plus = "M12 4v16M4 12h16";
export const minus = "M4 12h16";
export const undo = "M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-4";
export const phone = "M5 3h4l1.8 4.8-2.3 1.7a12 12 0 0 0 6 6l1.7-2.3L21 15v4c0 1.2-.9 2-2 2C10.5 20.5 3.5 13.5 3 5c0-1.1.8-2 2-2z";
export const message = "M3 5h18v12H9.5L5 21v-4H3z";
export const camera = "M3 7.5h4L9 4.5h6l2 3h4v12H3zM12 9.8a3.5 3.5 0 1 0 0 7 3.5 3.5 0 1 0 0-7z";
export const microphone = "M12 2.5a3 3 0 0 0-3 3V11a3 3 0 0 0 6 0V5.5a3 3 0 0 0-3-3zM5 11a7 7 0 0 0 14 0M12 18v3.5";
export const video = "M2.5 6h12v12h-12zM14.5 10.5 21.5 7v10l-7-3.5";
export const pin = "M12 22s-7-6.8-7-12.5a7 7 0 0 1 14 0C19 15.2 12 22 12 22zM12 7a2.5 2.5 0 1 0 0 5 2.5 2.5 0 1 0 0-5z";
export const search = "M10.5 3.5a7 7 0 1 0 0 14 7 7 0 1 0 0-14zM15.8 15.8 21 21";
export const sound = "M3 9v6h4l5.5 4.5v-15L7 9zM16 8.5a5 5 0 0 1 0 7M18.8 5.5a9 9 0 0 1 0 13";
export const mute = "M3 9v6h4l5.5 4.5v-15L7 9zM16 9.5l5 5M21 9.5l-5 5";
export const moon = "M20.5 14A8.5 8.5 0 1 1 10 3.5 7 7 0 0 0 20.5 14z";
export const sun = "M12 7.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 1 0 0-9zM12 1.8v2M12 20.2v2M1.8 12h2M20.2 12h2M4.8 4.8l1.4 1.4M17.8 17.8l1.4 1.4M4.8 19.2l1.4-1.4M17.8 6.2l1.4-1.4";
export const clock = "M12 2.5a9.5 9.5 0 1 0 0 19 9.5 9.5 0 1 0 0-19zM12 7v5.5l3.5 2";
export const arrowUp = "M12 21V3.5M5 10.5l7-7 7 7";
export const chevronDown = "M5 9l7 7 7-7";
export const chevronRight = "M9 5l7 7-7 7";
export const chevronsUp = "M5 12l7-7 7 7M5 19l7-7 7 7";
export const send = "M21.5 2.5 10.5 13.5M21.5 2.5 15 21.5l-4.5-8-8-4.5z";
export const hand = "M7 12V5.5a1.5 1.5 0 0 1 3 0V11M10 10.5v-7a1.5 1.5 0 0 1 3 0v7M13 11V5a1.5 1.5 0 0 1 3 0v7M16 12V8a1.5 1.5 0 0 1 3 0v7a7 7 0 0 1-13 3.5L3.5 14A1.5 1.5 0 0 1 6 12.5L7 14";
export const person = "M12 3.5a4 4 0 1 0 0 8 4 4 0 1 0 0-8zM4 21a8 8 0 0 1 16 0";
export const leave = "M10 3.5H4v17h6M15 7.5 19.5 12 15 16.5M19.5 12H9";
export const link = "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7L12 7M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7L12 17";
export const printer = "M7 8V3h10v5M7 17H3V8h18v9h-4M7 14h10v7H7z";
export const layers = "M12 3 2.5 8 12 13l9.5-5zM2.5 12.5 12 17.5l9.5-5M2.5 17 12 22l9.5-5";
export const ruler = "M2.5 8.5h19v7h-19zM7 8.5v3M11 8.5v4M15 8.5v3M18.5 8.5v3";
export const warning = "M12 3 22 20.5H2zM12 10v4.5M12 17.5v.01";
export const question = "M8 8.5a4 4 0 1 1 6 3.5c-1.4.8-2 1.7-2 3.2M12 19.5v.01";
export const note = "M4 3.5h16v11l-6 6H4zM14 20v-6h6M8 8.5h8M8 12.5h4";
export const pencil = "M4 20l1-5L16.5 3.5l4 4L9 19zM13.5 6.5l4 4";
export const swap = "M4 8h15l-4-4M20 16H5l4 4";
export const camp = "M3 20v-7c3-5 6-7.5 9-7.5s6 2.5 9 7.5v7zM10 20v-5h4v5M12 5.5V3";
export const well = "M5 10h14l-1.5 11h-11zM3 10h18M6 10V5l6-2.5L18 5v5M12 2.5V7";
export const post = "M9 2.5h6V21H9zM6 21h12M9 7h6M9 11h6";
export const house = "M3 11.5 12 4l9 7.5M5.5 9.5V20.5h13V9.5M10 20.5v-6h4v6";
