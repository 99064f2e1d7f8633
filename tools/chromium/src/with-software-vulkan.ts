#!/usr/bin/env node
/**
 * @file `with-software-vulkan COMMAND …`: runs a command with a Vulkan driver that needs no GPU.
 *
 * With the environment variable TENON_VULKAN=system the command runs as it is, on what the machine has.
 */

import { spawnSync } from 'node:child_process';
import { hasChromium, softwareVulkan } from './index.ts';

const [command, ...rest] = process.argv.slice(2);
const asItIs = process.env.TENON_VULKAN === 'system' || !hasChromium;
const { status, error } = spawnSync(command, rest, {
  stdio: 'inherit',
  env: asItIs ? process.env : { ...process.env, ...(await softwareVulkan()) },
});
if (error) throw error;
process.exitCode = status ?? 1;
