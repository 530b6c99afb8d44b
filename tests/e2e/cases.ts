// One entry of each kind with every field that it has, as somebody fills it in and as it stands in the exported files.

import { DIRECTORY, type FieldValue, type Noun } from './playbook';

/** A part of an entry, as somebody fills it in. */
export interface PartCase {
  noun: Noun;
  /** The list in the file that it stands in. */
  listKey: string;
  /** Its fields. The first in which something is typed gives it its name. */
  fields: FieldValue[];
  /** What it is called once it is filled in. */
  called: string;
  parts?: PartCase[];
}

export interface Case {
  /** The page it stands on. */
  page: string;
  noun: Noun;
  listKey: string;
  name: string;
  fields: FieldValue[];
  parts?: PartCase[];
  /** Entries that it points at and that cannot be made on the spot. */
  others?: { page: string; noun: Noun; name: string }[];
  /** How parts of values look in Markdown, where they are not written as they are. */
  markdown?: string[];
}

export const link = (value: string) => value.replace('https://', '');

function toolFields(name: string): FieldValue[] {
  return [
    { label: 'Category', key: 'category', shape: 'suggested', value: `Category of ${name}` },
    { label: 'Purpose', key: 'purpose', shape: 'text', value: `What ${name} is there for` },
    { label: 'How we use it', key: 'usage', shape: 'text', value: `Daily, **not** on Sundays` },
    { label: 'Manager', key: 'manager', shape: 'one', value: 'Ines Varga' },
    { label: 'Stakeholders', key: 'stakeholders', shape: 'many', value: ['Jun Mori', 'Ada Osei'] },
    { label: 'Link', key: 'link', shape: 'link', value: 'https://tool.example.com/start' },
    { label: 'Guide link', key: 'guideLink', shape: 'link', value: 'https://guide.example.com/one' },
    { label: 'Status', key: 'status', shape: 'choice', value: 'Trial', code: 'trial' },
    { label: 'Who has access', key: 'access', shape: 'line', value: 'Marketing and the partners' },
    { label: 'Sign-in', key: 'signIn', shape: 'line', value: 'Single sign-on' },
    { label: 'Data classification', key: 'dataClassification', shape: 'suggested', value: 'Personal data' },
    { label: 'Cost', key: 'cost', shape: 'line', value: '1,200 a month' },
    { label: 'Renewal date', key: 'renewalDate', shape: 'date', value: '2027-03-31' },
    { label: 'Integrates with', key: 'integratesWith', shape: 'many', value: ['Other tool'] },
  ];
}

const otherTool = { page: 'Sales Tools', noun: 'tool', name: 'Other tool' } as const;
const toolMarkdown = ['tool.example.com/start', 'guide.example.com/one'];

export const CASES: Case[] = [
  {
    page: 'Demand Generation Tools',
    noun: 'tool',
    listKey: 'tools',
    name: 'Webinar host',
    others: [otherTool],
    fields: toolFields('Webinar host'),
    markdown: toolMarkdown,
  },
  {
    page: 'Sales Tools',
    noun: 'tool',
    listKey: 'tools',
    name: 'Customer records',
    others: [{ ...otherTool, page: 'Demand Generation Tools' }],
    fields: toolFields('Customer records'),
    markdown: toolMarkdown,
  },
  {
    page: 'Internal Communication Tools',
    noun: 'channel',
    listKey: 'channels',
    name: 'Help desk',
    others: [otherTool],
    fields: [
      ...toolFields('Help desk'),
      { label: 'Use it for', key: 'useFor', shape: 'text', value: 'Questions that somebody answers today' },
      { label: 'Not for', key: 'notFor', shape: 'text', value: 'Requests with a deadline' },
      { label: 'Naming prefix', key: 'namingPrefix', shape: 'line', value: 'help' },
    ],
    markdown: toolMarkdown,
  },
  {
    page: 'Lifecycle Management',
    noun: 'stage',
    listKey: 'stages',
    name: 'Qualified lead',
    others: [{ page: 'Lifecycle Management', noun: 'stage', name: 'Accepted lead' }],
    fields: [
      { label: 'Abbreviation', key: 'abbreviation', shape: 'line', value: 'QLD' },
      { label: 'Definition', key: 'definition', shape: 'text', value: 'Fits, and has *shown* interest' },
      { label: 'Entry criteria', key: 'entryCriteria', shape: 'text', value: 'Score of sixty or more' },
      { label: 'Exit criteria', key: 'exitCriteria', shape: 'text', value: 'Somebody from sales has called' },
      { label: 'Owner', key: 'owner', shape: 'one', value: 'Ines Varga' },
      { label: 'System value', key: 'systemValue', shape: 'line', value: 'qualifiedlead' },
      { label: 'SLA', key: 'sla', shape: 'line', value: 'Within four hours' },
    ],
    parts: [
      {
        noun: 'transition',
        listKey: 'transitions',
        called: 'transition to Accepted lead',
        fields: [
          { label: 'To stage', key: 'toStage', shape: 'one', value: 'Accepted lead' },
          { label: 'Kind', key: 'transitionKind', shape: 'choice', value: 'Recycle', code: 'recycle' },
          { label: 'Trigger', key: 'trigger', shape: 'line', value: 'No answer for thirty days' },
          { label: 'Who does it', key: 'doneBy', shape: 'one', value: 'Jun Mori' },
          { label: 'Reason values', key: 'reasonValues', shape: 'words', value: ['No budget', 'Wrong time'] },
          { label: 'Note', key: 'note', shape: 'text', value: 'Comes back by itself' },
        ],
      },
    ],
  },
  {
    page: 'Lead Source Attribution',
    noun: 'lead source',
    listKey: 'leadSources',
    name: 'Paid search',
    fields: [
      { label: 'Group', key: 'group', shape: 'suggested', value: 'Bought' },
      { label: 'Definition', key: 'definition', shape: 'text', value: 'Came by an advertisement' },
      { label: 'Active', key: 'active', shape: 'flag', value: true },
    ],
    parts: [
      {
        noun: 'rule',
        listKey: 'rules',
        called: 'rule on UTM source google',
        fields: [
          { label: 'UTM source', key: 'utmSource', shape: 'line', value: 'google' },
          { label: 'UTM medium', key: 'utmMedium', shape: 'line', value: 'cpc' },
          { label: 'UTM campaign', key: 'utmCampaign', shape: 'line', value: 'contains brand' },
          { label: 'Referrer', key: 'referrer', shape: 'line', value: 'search engine' },
          { label: 'Landing page', key: 'landingPage', shape: 'line', value: '/demo' },
          { label: 'Other condition', key: 'otherCondition', shape: 'line', value: 'on a weekday' },
        ],
      },
    ],
  },
  {
    page: 'Opportunity Source Attribution',
    noun: 'opportunity rule',
    listKey: 'opportunityRules',
    name: 'The lead slept for half a year',
    others: [{ page: 'Lead Source Attribution', noun: 'lead source', name: 'Conference' }],
    fields: [
      { label: 'Outcome', key: 'outcome', shape: 'choice', value: 'Change it to', code: 'change' },
      { label: 'Change it to', key: 'changeTo', shape: 'one', value: 'Conference' },
      { label: 'Look-back window', key: 'lookBack', shape: 'line', value: '90 days' },
      { label: 'Reason', key: 'reason', shape: 'text', value: 'The talk at the booth began the deal' },
    ],
  },
  {
    page: 'Marketing Campaign Management & Reporting',
    noun: 'campaign type',
    listKey: 'campaignTypes',
    name: 'Webinar',
    fields: [
      { label: 'Description', key: 'description', shape: 'text', value: 'A live session that people sign up for' },
      { label: 'Online or offline', key: 'setting', shape: 'choice', value: 'Both', code: 'both' },
    ],
    parts: [
      {
        noun: 'member status',
        listKey: 'memberStatuses',
        called: 'member status Attended',
        fields: [
          { label: 'Name', key: 'name', shape: 'line', value: 'Attended' },
          { label: 'Definition', key: 'definition', shape: 'line', value: 'Stayed for ten minutes' },
          { label: 'Counts as success', key: 'countsAsSuccess', shape: 'flag', value: true },
        ],
      },
    ],
  },
  {
    page: 'Marketing Campaign Management & Reporting',
    noun: 'naming convention',
    listKey: 'namingConventions',
    name: 'Campaigns in the CRM',
    fields: [
      { label: 'Separator', key: 'separator', shape: 'line', value: '+' },
      { label: 'Good examples', key: 'goodExamples', shape: 'words', value: ['WBN+Winter', 'WBN+Summer'] },
      { label: 'Bad examples', key: 'badExamples', shape: 'words', value: ['webinar final NEW'] },
    ],
    parts: [
      {
        noun: 'token',
        listKey: 'tokens',
        called: 'token Type',
        fields: [
          { label: 'Name', key: 'name', shape: 'line', value: 'Type' },
          { label: 'Kind', key: 'tokenKind', shape: 'choice', value: 'Allowed values', code: 'values' },
          { label: 'Date format', key: 'dateFormat', shape: 'line', value: 'YYYY' },
        ],
        parts: [
          {
            noun: 'allowed value',
            listKey: 'allowedValues',
            called: 'allowed value Webinar',
            fields: [
              { label: 'Value', key: 'name', shape: 'line', value: 'Webinar' },
              { label: 'Code', key: 'code', shape: 'line', value: 'WBN' },
            ],
          },
        ],
      },
    ],
  },
  {
    page: 'Marketing Campaign Management & Reporting',
    noun: 'procedure',
    listKey: 'procedures',
    name: 'Leads from a conference',
    fields: [
      {
        label: 'Body',
        key: 'body',
        shape: 'text',
        value: 'Two days, no more.\n\n1. Scan every badge\n2. Send the file\n\n| Who | When |\n| --- | --- |\n| Booth | At once |',
      },
    ],
    markdown: ['Two days, no more.', '1. Scan every badge', '2. Send the file', '| Booth | At once |'],
  },
  {
    page: 'Internal Document Management',
    noun: 'document',
    listKey: 'documents',
    name: 'Brand guidelines',
    fields: [
      { label: 'What it is for', key: 'purpose', shape: 'text', value: 'Whenever a logo is drawn' },
      { label: 'Location', key: 'location', shape: 'link', value: 'https://files.example.com/brand' },
      { label: 'System', key: 'system', shape: 'suggested', value: 'File server' },
      { label: 'Owner', key: 'owner', shape: 'one', value: 'Ines Varga' },
      { label: 'Audience', key: 'audience', shape: 'choice', value: 'Partners', code: 'partners' },
      { label: 'How to share', key: 'sharing', shape: 'text', value: 'Ask, then send a link' },
    ],
    markdown: ['files.example.com/brand'],
  },
  {
    page: 'Definitions',
    noun: 'definition',
    listKey: 'definitions',
    name: 'iMQL',
    others: [
      { page: 'Definitions', noun: 'definition', name: 'MQL' },
      { page: 'Lifecycle Management', noun: 'stage', name: 'Qualified lead' },
    ],
    fields: [
      { label: 'Also known as', key: 'alsoKnownAs', shape: 'words', value: ['Inbound MQL', 'Hand raiser'] },
      { label: 'Definition', key: 'definition', shape: 'text', value: 'Asked to talk to us' },
      { label: 'Group', key: 'group', shape: 'suggested', value: 'Lifecycle' },
      { label: 'Example', key: 'example', shape: 'text', value: 'Somebody who fills in the demo form' },
      {
        label: 'Not to be confused with',
        key: 'notToBeConfusedWith',
        shape: 'many',
        value: ['MQL', 'Qualified lead'],
      },
      {
        label: 'Links',
        key: 'links',
        shape: 'words',
        value: ['https://wiki.example.com/imql', 'https://wiki.example.com/more'],
      },
      { label: 'Status', key: 'status', shape: 'choice', value: 'Retired', code: 'retired' },
    ],
    markdown: ['wiki.example.com/imql', 'wiki.example.com/more'],
  },
  {
    page: DIRECTORY,
    noun: 'person',
    listKey: 'people',
    name: 'Eleni Petraki',
    fields: [
      { label: 'Role', key: 'role', shape: 'line', value: 'Counsel' },
      { label: 'Contact', key: 'contact', shape: 'line', value: 'extension 4711' },
    ],
  },
  {
    page: DIRECTORY,
    noun: 'team',
    listKey: 'teams',
    name: 'Marketing operations',
    fields: [
      { label: 'Role', key: 'role', shape: 'line', value: 'Systems and reporting' },
      { label: 'Contact', key: 'contact', shape: 'line', value: 'extension 4712' },
      { label: 'Members', key: 'members', shape: 'many', value: ['Ines Varga', 'Jun Mori'] },
    ],
  },
];

export const CUSTOM: Case = {
  page: 'Meeting rhythm',
  noun: 'entry',
  listKey: 'entries',
  name: 'Weekly review',
  fields: [{ label: 'Body', key: 'body', shape: 'text', value: 'Every Tuesday, half an hour' }],
};
