import { availableParallelism } from 'node:os';

// The tests run on what tsc emitted: no transformer stands between the code that is tested and the code that ships.
export default {
  roots: ['<rootDir>/build/test'],
  testMatch: ['**/*.test.js'],
  testEnvironment: 'node',
  transform: {},
  // Many tests wait for child processes rather than compute.
  maxWorkers: Math.ceil(1.5 * availableParallelism()),
  testTimeout: 30_000,
  reporters: ['default', '<rootDir>/test/reporter.cjs'],
  coverageProvider: 'v8',
};
