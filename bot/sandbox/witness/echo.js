// The smallest app on Slack's own client: it keeps nothing, and answers every command
// with a line inside the acknowledgement. Benchmarks hold the bot against it.
//
// It ends when its standard input does, so that it never outlives its benchmark.
'use strict';

const { App, SocketModeReceiver } = require('@slack/bolt');

const clientOptions = { slackApiUrl: process.env.SLACK_API_URL };
const receiver = new SocketModeReceiver({ appToken: process.env.SLACK_APP_TOKEN, installerOptions: { clientOptions } });
const app = new App({ token: process.env.SLACK_BOT_TOKEN, receiver, clientOptions });

app.command('/followup', ({ ack, command }) => ack({ text: `You said: ${command.text}` }));

process.stdin.resume().on('end', () => process.exit(0));
app.start();
