// The few of mocha's globals that the suite uses.
declare function suite(title: string, body: () => void): void;
declare function test(title: string, body: () => void | Promise<void>): void;
declare function suiteSetup(body: () => void | Promise<void>): void;
declare function suiteTeardown(body: () => void | Promise<void>): void;
