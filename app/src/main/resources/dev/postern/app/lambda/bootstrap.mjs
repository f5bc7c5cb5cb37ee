// Runs a Node.js function over the Lambda Runtime API. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import util from 'node:util';

const API = '/2018-06-01/runtime/';
const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
let requestId = 'undefined';

/** What is wrong with the function's code itself: AWS's error type and message. */
class FunctionFailure extends Error {
  constructor(type, message) {
    super(message);
    this.name = type;
  }
}

function call(method, apiPath, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request({ host, port, agent, method, path: API + apiPath, headers }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

function post(apiPath, text, errorType) {
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) };
  return call('POST', apiPath, text, errorType ? { ...headers, 'Lambda-Runtime-Function-Error-Type': errorType } : headers);
}

function write(level, message) {
  const text = `${new Date().toISOString()}\t${requestId}\t${level}\t${message.replace(/\n/g, '\r')}\n`;
  fs.writeSync(1, text);
}

for (const [name, level] of Object.entries({ log: 'INFO', info: 'INFO', debug: 'DEBUG', trace: 'TRACE', warn: 'WARN', error: 'ERROR' })) {
  console[name] = (...values) => write(level, util.format(...values));
}

function errorOf(thrown) {
  if (thrown instanceof Error) {
    return { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') };
  }
  return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
}

function firstThatExists(base, extensions) {
  return extensions.map((extension) => base + extension).find((file) => fs.existsSync(file) && fs.statSync(file).isFile());
}

function isModule(file) {
  for (let directory = path.dirname(file); ; directory = path.dirname(directory)) {
    const packageFile = path.join(directory, 'package.json');
    if (fs.existsSync(packageFile)) {
      return JSON.parse(fs.readFileSync(packageFile, 'utf8')).type === 'module';
    }
    if (directory === path.dirname(directory)) {
      return false;
    }
  }
}

async function load(root, name) {
  const match = /^((?:.*\/)?)([^./][^.]*)\.(.+)$/.exec(name);
  if (!match || name.includes('..')) {
    throw new FunctionFailure('Runtime.MalformedHandlerName', `'${name}' is not a valid handler name.`);
  }
  const moduleName = match[1] + match[2];
  const file = firstThatExists(path.resolve(root, moduleName), ['.js', '.mjs', '.cjs', '']);
  if (!file) {
    throw new FunctionFailure('Runtime.ImportModuleError', `Error: Cannot find module '${match[2]}'`);
  }
  let loaded;
  try {
    const esm = file.endsWith('.mjs') || (file.endsWith('.js') && isModule(file));
    loaded = esm ? await import(pathToFileURL(file).href) : createRequire(file)(file);
  } catch (e) {
    if (e instanceof SyntaxError) {
      throw new FunctionFailure('Runtime.UserCodeSyntaxError', `SyntaxError: ${e.message}`);
    }
    if (e?.code === 'MODULE_NOT_FOUND' || e?.code === 'ERR_MODULE_NOT_FOUND') {
      throw new FunctionFailure('Runtime.ImportModuleError', `Error: ${e.message}`);
    }
    throw e;
  }
  const handler = match[3].split('.').reduce((value, key) => value?.[key], loaded);
  if (handler === undefined) {
    throw new FunctionFailure('Runtime.HandlerNotFound', `${name} is undefined or not exported`);
  }
  if (typeof handler !== 'function') {
    throw new FunctionFailure('Runtime.HandlerNotFound', `${name} is not a function`);
  }
  return handler;
}

function contextOf(headers, settle) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  const client = headers['lambda-runtime-client-context'];
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: requestId,
    clientContext: client ? JSON.parse(client) : undefined,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done: (error, result) => settle(error, result),
    succeed: (result) => settle(null, result),
    fail: (error) => settle(error ?? new Error('handled')),
  };
}

/** A handler answers by a promise, by its callback, or by the context. */
function run(handler, event, headers) {
  return new Promise((resolve, reject) => {
    let context;
    const settle = (error, result) => {
      if (error !== null && error !== undefined) {
        reject(error);
      } else if (context.callbackWaitsForEmptyEventLoop) {
        process.once('beforeExit', () => resolve(result));
      } else {
        resolve(result);
      }
    };
    context = contextOf(headers, settle);
    const returned = handler(event, context, settle);
    if (typeof returned?.then === 'function') {
      returned.then(resolve, reject);
    }
  });
}

async function one(handler) {
  const event = await call('GET', 'invocation/next');
  requestId = event.headers['lambda-runtime-aws-request-id'];
  process.env._X_AMZN_TRACE_ID = event.headers['lambda-runtime-trace-id'] ?? '';
  const id = requestId;
  try {
    const result = await run(handler, JSON.parse(event.body.toString('utf8')), event.headers);
    await post(`invocation/${id}/response`, JSON.stringify(result) ?? 'null');
  } catch (thrown) {
    const error = errorOf(thrown);
    write('ERROR', `Invoke Error \t${JSON.stringify({ ...error, trace: undefined, stack: error.trace })}`);
    await post(`invocation/${id}/error`, JSON.stringify(error), error.errorType);
  }
}

async function fatal(type, thrown) {
  const error = type ? { ...errorOf(thrown), errorType: type } : errorOf(thrown);
  write('ERROR', `${type ?? 'Init Error'} \t${JSON.stringify({ ...error, trace: undefined, stack: error.trace })}`);
  const apiPath = requestId === 'undefined' ? 'init/error' : `invocation/${requestId}/error`;
  agent.destroy();
  await post(apiPath, JSON.stringify(error), error.errorType).catch(() => {});
  process.exit(129);
}

process.on('uncaughtException', (e) => fatal('Runtime.UnhandledException', e));
process.on('unhandledRejection', (reason) => fatal('Runtime.UnhandledPromiseRejection', reason instanceof Error ? reason : new Error(String(reason))));

async function main() {
  const handler = await load(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER);
  for (;;) {
    await one(handler);
  }
}

main().catch((e) => fatal(undefined, e));
