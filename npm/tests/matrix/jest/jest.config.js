export default { testEnvironment: "jsdom", transform: {}, setupFiles: ["./jest.setup.js"], testTimeout: 60_000 };
