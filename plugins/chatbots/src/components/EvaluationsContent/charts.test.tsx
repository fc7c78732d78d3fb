import { screen } from '@testing-library/react';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { cloneElement, type ReactElement } from 'react';
import { renderPage } from '../../__testUtils__';
import {
  evaluationFixture,
  trendFixtures,
} from '../../__testUtils__/evaluations';
import { SliceChart } from './SliceChart';
import { TrendLines } from './TrendLines';
import { trendView } from './trendView';

// Nothing has a size here, so that the charts would draw nothing.
jest.mock('recharts', () => ({
  ...jest.requireActual('recharts'),
  ResponsiveContainer: (props: { children: ReactElement }) =>
    cloneElement(props.children, { width: 900, height: 236 }),
}));

/** What an axis says at each place, and what it says in full on hover. */
const ticks = () =>
  [...document.querySelectorAll('text')].flatMap(text => {
    const name = text.querySelector('title')?.textContent;
    const lines = [...text.querySelectorAll('tspan')].map(
      line => line.textContent,
    );
    return name ? [{ name, lines }] : [];
  });

it('names each version below its point in full, on two lines', async () => {
  const [trend] = trendFixtures();
  renderPage(<TrendLines trend={trend} view={trendView(trend)} />);
  await screen.findByRole('img');
  expect(ticks()).toEqual(
    trend.points.map(({ version }) => {
      const [number, ...build] = version.split('-');
      return { name: version, lines: [number, build.join('-')] };
    }),
  );
});

it('says in a word that a line breaks for several reasons, where they would run over the edge', async () => {
  const [trend] = trendFixtures();
  const changes: Api.MeasurementChange[] = [
    { what: 'dataset', from: 'golden 14', to: 'golden 15' },
    { what: 'judge', from: 'lexical', to: 'model' },
  ];
  const points = trend.points.map((point, index) =>
    index === 4 ? { ...point, changes } : point,
  );
  const broken = { ...trend, points };
  renderPage(<TrendLines trend={broken} view={trendView(broken)} />);
  expect(await screen.findByText('not comparable')).toBeInTheDocument();
  expect(screen.queryByText(/other dataset/)).not.toBeInTheDocument();
});

it('names each slice beside its bar, broken between words', async () => {
  const evaluation = evaluationFixture();
  const [first] = evaluation.slices;
  const slice = 'opening hours and holidays';
  renderPage(
    <SliceChart
      evaluation={{ ...evaluation, slices: [{ ...first, slice }] }}
    />,
  );
  await screen.findByRole('img');
  expect(ticks()).toEqual([
    { name: slice, lines: ['opening hours', 'and holidays'] },
  ]);
});
