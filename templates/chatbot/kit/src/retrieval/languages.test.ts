import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chunkOf } from './generated.ts';
import { KeywordIndex } from './KeywordIndex.ts';

/* What words alone find in languages that the local vectors don't know. Passages and questions were written before any run. */

const sets: Record<string, [title: string, text: string, question: string][]> =
  {
    de: [
      [
        'Urlaub',
        'Alle Beschäftigten haben 30 Urlaubstage im Kalenderjahr.',
        'Wie viele Tage Urlaub habe ich?',
      ],
      [
        'Krankmeldung',
        'Wer krank ist, meldet sich vor neun Uhr bei der Führungskraft.',
        'Bei wem melde ich mich krank?',
      ],
      [
        'Reisekosten',
        'Belege werden innerhalb von vier Wochen eingereicht und zum Monatsende erstattet.',
        'Wann bekomme ich mein Geld für eine Dienstreise zurück?',
      ],
      [
        'Hotels',
        'Für eine Übernachtung gelten höchstens 140 Euro, in Großstädten 180 Euro.',
        'Was darf ein Hotel kosten?',
      ],
      [
        'Mobiles Arbeiten',
        'An bis zu drei Tagen in der Woche kann von zu Hause gearbeitet werden.',
        'Darf ich von zu Hause arbeiten?',
      ],
      [
        'Parkplätze',
        'Stellplätze in der Tiefgarage werden im Portal gebucht.',
        'Wo buche ich einen Parkplatz?',
      ],
      [
        'Passwörter',
        'Ein Passwort hat mindestens vierzehn Zeichen und wird nie weitergegeben.',
        'Wie lang muss mein Kennwort sein?',
      ],
      [
        'Verlorene Geräte',
        'Der Verlust eines Geräts wird sofort der Sicherheitsabteilung gemeldet.',
        'Mein Laptop ist weg, was tun?',
      ],
      [
        'Elternzeit',
        'Elternzeit wird sieben Wochen vor ihrem Beginn schriftlich angemeldet.',
        'Bis wann muss ich Elternzeit anmelden?',
      ],
      [
        'Kündigung',
        'Die Kündigungsfrist beträgt drei Monate zum Quartalsende.',
        'Welche Frist gilt, wenn ich kündige?',
      ],
      [
        'Weiterbildung',
        'Jede Person hat ein Budget von 1.500 Euro für Kurse und Bücher.',
        'Werden Kurse bezahlt?',
      ],
      [
        'Kantine',
        'Die Kantine öffnet um halb zwölf und schließt um zwei.',
        'Bis wann gibt es Mittagessen?',
      ],
    ],
    ja: [
      [
        '有給休暇',
        '従業員には年に30日の有給休暇があります。',
        '有給休暇は何日ありますか',
      ],
      [
        '病気',
        '病気のときは朝九時までに上司へ連絡してください。',
        '病気になったら誰に連絡しますか',
      ],
      [
        '経費',
        '領収書は四週間以内に提出し、月末に精算されます。',
        '領収書はいつまでに出しますか',
      ],
      [
        'ホテル',
        '宿泊費の上限は一泊一万五千円です。',
        'ホテル代はいくらまでですか',
      ],
      [
        '在宅勤務',
        '週に三日まで自宅で働くことができます。',
        '家で仕事をしてもいいですか',
      ],
      [
        '駐車場',
        '地下駐車場の場所は社内ポータルで予約します。',
        '駐車場の予約はどこでしますか',
      ],
      [
        'パスワード',
        'パスワードは十四文字以上とし、誰にも教えません。',
        'パスワードは何文字必要ですか',
      ],
      [
        '紛失',
        '端末を紛失した場合は、すぐに情報セキュリティ部へ報告します。',
        'パソコンをなくしました',
      ],
      [
        '育児休業',
        '育児休業は開始の七週間前までに書面で申請します。',
        '育児休業の申請期限は',
      ],
      [
        '研修',
        '研修と書籍には一人あたり十五万円の予算があります。',
        '研修の予算はいくらですか',
      ],
    ],
  };

for (const [language, set] of Object.entries(sets)) {
  test(`words alone find the passage among four for half of the questions or more (${language})`, t => {
    const chunks = set.map(([title, text]) => chunkOf(title, title, text));
    const index = KeywordIndex.create({ chunks, languages: [language] });
    const missed = set.filter(
      ([title, , question]) =>
        !index.search(question, { limit: 4 }).some(({ id }) => id === title),
    );
    index.close();
    t.diagnostic(
      `${set.length - missed.length} of ${set.length}; missed: ${missed
        .map(([, , question]) => question)
        .join(' ')}`,
    );
    assert.ok(missed.length <= set.length / 2);
  });
}
