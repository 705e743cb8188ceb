export default { testEnvironment: "jsdom", transform: {}, setupFiles: ["./jest.setup.js"] };
