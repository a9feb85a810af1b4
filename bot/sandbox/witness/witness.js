// A small app on Slack's own client. It knows nothing of the sandbox: what it
// does here works against Slack, so what works here is as Slack does it.
//
// It ends when its standard input does, so that it never outlives its test.
'use strict';

const { App, SocketModeReceiver } = require('@slack/bolt');

const clientOptions = { slackApiUrl: process.env.SLACK_API_URL };
const receiver = new SocketModeReceiver({
  appToken: process.env.SLACK_APP_TOKEN,
  installerOptions: { clientOptions },
  clientPingTimeout: 3000, // ms; also the wait before it connects again
});
const app = new App({ token: process.env.SLACK_BOT_TOKEN, receiver, clientOptions });

const section = (text) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const button = (label, action_id, value) => ({
  type: 'actions',
  elements: [{ type: 'button', text: { type: 'plain_text', text: label }, action_id, value }],
});

const form = {
  type: 'modal',
  callback_id: 'form',
  title: { type: 'plain_text', text: 'How many?' },
  submit: { type: 'plain_text', text: 'Save' },
  blocks: [
    {
      type: 'input',
      block_id: 'count',
      label: { type: 'plain_text', text: 'Count' },
      element: { type: 'plain_text_input', action_id: 'value' },
    },
    {
      type: 'input',
      block_id: 'why',
      optional: true,
      label: { type: 'plain_text', text: 'Why' },
      element: { type: 'plain_text_input', action_id: 'value' },
    },
  ],
};

let gate = Promise.resolve(); // what a command called "wait" waits for
let open = () => {};

const commands = {
  // Answered inside the acknowledgement.
  echo: ({ ack, rest }) => ack({ response_type: 'in_channel', text: `*${rest}*` }),

  // Acknowledged with a payload, answered again by the response URL.
  later: async ({ ack, respond, rest }) => {
    await ack({ text: 'One moment', blocks: [section('One moment'), button('Reveal', 'reveal', rest)] });
    await respond({ text: `Later: ${rest}` });
  },

  form: async ({ ack, body, client }) => {
    await client.views.open({ trigger_id: body.trigger_id, view: form });
    await ack();
  },

  poll: async ({ ack, say, rest }) => {
    await ack();
    await say({ text: rest, blocks: [section(rest), button('Vote', 'vote', rest)] });
  },

  // Acknowledged only once somebody opens the gate, and at once from then on.
  wait: async ({ ack, respond, rest }) => {
    await respond('Waiting');
    await gate;
    await ack(`Waited: ${rest}`);
  },
  close: ({ ack }) => {
    gate = new Promise((resolve) => { open = resolve; });
    return ack('closed');
  },
};

app.command('/witness', async (args) => {
  const [verb, ...rest] = args.command.text.split(' ');
  await commands[verb]({ ...args, rest: rest.join(' ') });
});

app.action('reveal', async ({ ack, action, respond }) => {
  await ack();
  await respond({ replace_original: true, text: `Revealed: ${action.value}` });
});

app.action('vote', async ({ ack, action, body, client }) => {
  await ack();
  await client.chat.update({
    channel: body.channel.id,
    ts: body.message.ts,
    text: `${action.value}: <@${body.user.id}> voted`,
    blocks: [section(`${action.value}: <@${body.user.id}> voted`)],
  });
});

app.view('form', async ({ ack, body, client, view }) => {
  const count = view.state.values.count.value.value;
  if (!/^\d+$/.test(count)) {
    await ack({ response_action: 'errors', errors: { count: `"${count}" is no number` } });
    return;
  }
  await ack();
  await client.chat.postMessage({ channel: body.user.id, text: `Saved ${count}, ${view.state.values.why.value.value ?? 'no reason'}` });
});

app.event('app_home_opened', async ({ event, client }) => {
  if (event.tab !== 'home') return;
  await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [section(`Welcome home, <@${event.user}>`)] } });
});

app.message(async ({ message, say }) => {
  if (message.subtype === undefined) await say(`I heard: ${message.text}`);
});

app.event('app_mention', async ({ event, say }) => {
  await say({ text: 'You called?', thread_ts: event.ts });
});

app.error(async (error) => console.error(error));
receiver.client.on('close', () => open()); // the socket went: the gate opens

process.stdin.on('end', () => process.exit(0)).resume();

// start returns once Slack has said hello.
app.start().then(async () => {
  const { channels } = await app.client.conversations.list();
  await Promise.all(channels.filter((c) => c.is_member).map((c) => app.client.chat.postMessage({ channel: c.id, text: 'Hello' })));
});
