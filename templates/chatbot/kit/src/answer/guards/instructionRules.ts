/** Words for what answers here, that mean no person. */
const MODEL =
  '(?:a\\.?i\\.?(?:[ -](?:assistant|model|system|agent|chatbot|language model)s?)?|(?:large )?language models?|llms?|(?:chat ?)?bots?|chatgpt|gpt|k\\.?i\\.?(?:-(?:modell|assistent|assistenz|system|chatbot)\\p{L}{0,2})?|sprachmodell(?:e|s|en)?)';
/** Words that may mean a person or a computer too. */
const MAYBE = '(?:assistants?|assistent(?:en)?|system)';
const WORD = '(?<![\\p{L}\\p{N}])';
const END = '(?![\\p{L}\\p{N}-])';
/** Where an order begins: at a sentence, a line, a clause, or behind a word that asks. */
const START =
  '(?:^|[\\n.,;:!?"\'“”„»«()\\[\\]<>*#–-]\\s*|(?<![\\p{L}\\p{N}])(?:please|kindly|now|and|then|simply|just|must|should|bitte|und|dann|jetzt)\\s+)';
/** What a sentence orders an answering program to do. */
const ORDERS =
  "(?:ignore|skip|say|tell|answer|reply|respond|reveal|print|output|repeat|recommend|include|approve|confirm|send|write|always|never|do not|don't|you (?:must|are|should|will|have|can)|please|ignoriere|überspringe|sage?|antworte|verrate|gib|nenne|empfiehl|bestätige|schreibe|genehmige|immer|niemals|from (?:here|now) on|ab (?:jetzt|sofort)|du (?:musst|bist|sollst|wirst)|bitte)";
const PHONE =
  '(?:(?:the |das |die |den )?(?:phones?|calls?|door|bell|telefon|anrufe?|tür))';
const RULES_EN =
  '(?:instructions?|prompts?|rules?|guidelines?|guidance|directives?|programming|training)';
const RULES_DE =
  '(?:anweisung(?:en)?|regeln?|vorgaben?|instruktionen|befehle|richtlinien|(?:system-?)?prompts?)';
const EARLIER_EN =
  '(?:previous|prior|earlier|preceding|foregoing|above|former|initial|original|existing|system)';
const EARLIER_DE =
  '(?:vorherigen?|bisherigen?|obigen?|früheren?|vorigen?|vorangegangenen?|ursprünglichen?|ersten?)';
/** A thing of the world that has instructions: the packaging, the airline. */
const OF_A_THING =
  ' (?:on|of|from|by|for|about|at|printed|in) (?!(?:the |this |your )?(?:system|prompt|conversation|chat|developer))';

/** One way of talking to the model. */
export interface InstructionRule {
  /** Names it in figures and traces. */
  name: string;
  pattern: RegExp;
}

function rule(name: string, ...patterns: string[]): InstructionRule {
  return { name, pattern: new RegExp(patterns.join('|'), 'iu') };
}

/**
 * Ways in which documents talk to the model, in English and German.
 *
 * A word alone is never enough: people have assistants, systems have messages, machines have instructions. Each rule asks for an
 * order and for whom or what it concerns. Gaps are bounded, so that the time grows with the length of the text.
 */
export const INSTRUCTION_RULES: readonly InstructionRule[] = [
  rule(
    'override',
    `${START}(?:ignore|disregard|forget|override|bypass|neglect|set aside|stop following|(?:do not|don't|never) (?:follow|obey))${END}[^.!?]{0,30}?${WORD}(?:` +
      [
        `your (?:\\p{L}+ ){0,2}${RULES_EN}${END}(?!${OF_A_THING})`,
        `${EARLIER_EN} (?:\\p{L}+ )?(?:${RULES_EN}|context|orders?)${END}(?!${OF_A_THING})`,
        `${RULES_EN} (?:above(?! the)|before this|you (?:were|have been) given|(?:of|in) (?:the|your) (?:system )?prompt|of the system${END})`,
        `(?:everything|anything|all|whatever|what)(?: that)? (?:you (?:were|have been|know|learned)|the developer|is written above|above)`,
      ].join('|') +
      ')',
    `${START}(?:ignorier(?:e|en sie|t)|missacht(?:e|en sie)|vergiss|vergessen sie|überschreib(?:e|en sie)|umgeh(?:e|en sie)|übergeh(?:e|en sie))${END}(?! (?:nicht|nie|niemals|keinesfalls))[^.!?]{0,30}?${WORD}(?:` +
      [
        `${EARLIER_DE} (?:\\p{L}+ )?${RULES_DE}${END}(?! (?:auf|von|am|der|des)${END})`,
        `deine[nr]? (?:\\p{L}+ )?${RULES_DE}${END}`,
        `(?:de[nms] )?system-?prompt`,
        `alles,? was (?:dir|du|man dir|bisher|vorher|oben)`,
      ].join('|') +
      ')',
    `${WORD}befolge?(?:n sie)?${END}[^.!?]{0,40}system-?prompts?[^.!?]{0,10} nicht`,
    // The question, or what was said before, is to be dropped.
    `${START}ignore (?:the|this|every) (?:user's )?question and${END}`,
    `${START}ignoriere (?:die|diese|jede) frage und${END}`,
    `${WORD}(?:instructions?|rules|prompt) (?:that )?you (?:received|were given|got|have)${END}[^.!?]{0,40}${WORD}(?:no longer|void|invalid|cancel(?:l?ed)?|obsolete|a test|(?:do not|don't) (?:apply|count))${END}`,
    `${WORD}(?:vorgaben|anweisungen|regeln) an dich${END}`,
    `${WORD}(?:priority|precedence) over (?:the |your |all )?(?:system (?:message|prompt)|(?:${EARLIER_EN} )?instructions)${END}`,
    `${WORD}only this (?:paragraph|text|document|section|sentence) (?:counts|applies)${END}`,
    `${WORD}nur (?:dieser absatz|dieser text|dieses dokument|dieser abschnitt|dieser satz) (?:zählt|gilt)${END}`,
    `${WORD}vorrang vor (?:dem |der |den |allen |deine[nr]? )?(?:system-?(?:prompt|nachricht)|(?:${EARLIER_DE} )?anweisungen)${END}`,
  ),
  rule(
    'address',
    `(?:^|[\\n.:;!?]\\s*)(?:(?:dear|hey|hi|hello|attention|liebe[rs]?|hallo|achtung),?|to|an|(?:important )?(?:notes?|message|instructions?|directives?) (?:to|for)|new instructions? (?:to|for)|(?:wichtiger )?hinweise? (?:an|für)|(?:neue )?anweisung(?:en)? (?:an|für))(?: (?:the|any|all|every|die|den|das|alle))? (?:${MODEL}|assistant|assistent)(?: reading [^.:,]{0,30})?\\s*[,:!]`,
    `(?:^|[\\n.:;!?]\\s*)(?:new )?(?:${MODEL} (?:instructions?|directives?|override|anweisung(?:en)?)|system override)\\s*:`,
    `(?:^|[\\n.:;!?]\\s*)(?:${MODEL}|${MAYBE}|system (?:message|prompt|note))\\s*[,:]\\s*${ORDERS}${END}(?! ${PHONE}${END})`,
    `${WORD}${MODEL}(?: (?:who|that|which))? (?:read|reads|reading|process|processing|summari[sz]ing) (?:this|the|these) (?:page|document|text|passage|section)s?${END}[^.!?]{0,10} (?:must|should|shall|will|have to|:)`,
    `${WORD}(?:whoever|whatever|anything that|any system that) (?:processes|summari[sz]es|parses) this (?:page|document|text|passage|section)${END}`,
    `${WORD}tell (?:whoever|everyone who|everybody who|anyone who) asks?${END}[^.!?]{0,5} that${END}`,
  ),
  rule(
    'role',
    `${WORD}you are (?:now|no longer)${END}[^.!?\\n]{0,40}?${WORD}(?:${MODEL}|assistants?|dan|unrestricted|without (?:any )?(?:restrictions|rules|filters?))${END}(?=\\s*(?:[.,;:!?"]|$|without|that|who|with|called|named|and|but))`,
    `${WORD}you are an? (?:\\p{L}+ ){0,2}(?:${MODEL}|assistant) (?:who|that|without|with no)${END}`,
    `${WORD}du bist (?:jetzt|nun|ab sofort|kein)${END}[^.!?\\n]{0,40}?${WORD}(?:${MODEL}|assistent|ohne (?:regeln|einschränkungen|filter))${END}(?=\\s*(?:[.,;:!?"]|$|mehr|ohne|der|die|das|mit|und|sondern))`,
    `${WORD}(?:pretend (?:to be|that you are|you are|you're)|tue? so,? als (?:wärst du|seist du|ob du))${END}[^.!?]{0,60}${WORD}(?:approve|answer|reply|respond|ignore|allow|say|genehmige|antworte|erlaube|ignoriere|sage?)${END}`,
    `${START}(?:enter|activate|enable|switch to|go into) (?:developer|debug|god|jailbreak|unrestricted|dan) mode${END}[^.!?]{0,30}${WORD}(?:answer|reply|respond|ignore|without|output|reveal|say)${END}`,
    `${WORD}from now on,? you (?:(?:will|must|should|shall|only|always) ){0,2}(?:answer|reply|respond|speak|say|output|ignore|obey)${END}(?! ${PHONE}${END})`,
    `${WORD}(?:ab jetzt|ab sofort|von nun an),? (?:antwortest|sprichst|schreibst|sagst|ignorierst) du${END}`,
    `${WORD}your (?:new|real|actual|only|true) (?:task|goal|role|purpose) is (?:now )?to${END}`,
    `${WORD}deine (?:neue|wahre|eigentliche|einzige) (?:aufgabe|rolle) (?:ist es|lautet|ist nun)${END}`,
  ),
  rule(
    'dictate',
    `${START}(?:answer|reply to|respond to) (?:all|every|any|each)(?: further| other| future| of the| user)? (?:questions?|prompts?|queries|query|messages?|requests?)(?: only)? with (?:the (?:words?|phrase|sentence|text|link|number)${END}|["“'])`,
    `${START}antworte(?:n sie)? (?:(?:nur|immer|stets|künftig|auf (?:jede|alle)(?: weiteren?)? (?:fragen?|anfragen?|nachrichten?)) ){1,2}mit (?:dem (?:wort|satz|text|link)${END}|["„»])`,
    `${START}(?:begin|start|end|finish|prefix) (?:your|each|every) (?:reply|answer|response) with (?:the (?:words?|phrase|sentence|text|link)${END}|["“'])`,
    `${START}(?:beginne?|beende?|ende) (?:deine|jede) antwort(?:en)? mit${END}`,
    `${WORD}(?:(?:every|each|all) (?:answers?|repl(?:y|ies)|responses?) (?:you give|you write|of yours)|jede deiner antworten|deine antwort(?:en)?) (?:must|should|shall|has to|have to|muss|müssen|soll|sollen)${END}`,
    `${START}(?:respond|answer|reply) only (?:with|in) (?:json|yaml|xml|(?:the )?words?|["“'])`,
    `${WORD}(?:(?:do not|don't|never|must not) cite (?:anything|this passage|any)|cite passage \\d)`,
    `${WORD}when(?:ever)?(?: you are)? asked (?:about|for|whether|if)${END}[^.!?]{0,40}, (?:always )?(?:claim|say|answer|reply|respond|state)${END}(?! nothing)`,
    `${WORD}before (?:you answer|answering)(?: (?:any|every|the|a) (?:question|prompt))?,? (?:always )?(?:ask|tell) the user${END}`,
    `${START}(?:frage|sage) (?:dem|den) nutzer vor jeder antwort${END}`,
    `${START}behaupte(?:,| dass| der| die| das)${END}`,
    `${WORD}when(?:ever)? you (?:answer|respond|reply),? (?:always|never|append|include|add|insert)${END}`,
    `${WORD}(?:the|this|any|every|die|der|das) ${MODEL} (?:must|should|shall|has to|have to|muss|soll|sollte) (?:(?:always|never|only|now|immer|nur|stets) )?(?:say|answer|reply|respond|state|claim|tell|recommend|confirm|ignore|reveal|sagen|antworten|bestätigen|behaupten|empfehlen)${END}(?! (?:${PHONE}|within|in time|innerhalb)${END})(?![^.!?]{0,20} that (?:it|they) (?:is|are)${END})`,
    `${WORD}(?:die|der|das) ${MODEL} (?:muss|soll|sollte)${END}(?![^.!?]{0,80}(?:innerhalb|dass (?:er|sie|es)${END}))[^.!?]{0,50} (?:sagen|antworten|bestätigen|behaupten|empfehlen)${END}`,
    `${WORD}(?:the|der) (?:assistant|assistent) (?:must|should|shall|has to|muss|soll|sollte) (?:(?:always|now|immer) )?(?:say|answer|reply|respond|state|claim|sagen|antworten|behaupten),? (?:that|dass)${END}`,
  ),
  rule(
    'condition',
    `${WORD}if you(?:'re| are) (?:an? )?${MODEL}(?=\\s*[,;:]|\\s+(?:reading|processing|then|please|that))`,
    `${WORD}if (?:an? )?${MODEL} (?:reads|processes|summari[sz]es|parses) this${END}`,
    `${WORD}as (?:an? )?${MODEL},? you (?:must|should|will|shall|have to)${END}`,
    `${WORD}(?:wenn|falls) du (?:eine? )?${MODEL} bist${END}`,
    `${WORD}als ${MODEL},? (?:musst|sollst|wirst|darfst) du${END}`,
  ),
  rule(
    'reveal',
    `(?<!never |not )${WORD}(?:reveal|print|show|repeat|output|leak|disclose|display|return|list|recite|write out|expose)${END}[^.!?]{0,40}?${WORD}(?:(?:system|hidden|initial) (?:prompt|message)|your (?:\\p{L}+ )?(?:prompt|instructions|guidelines|rules)(?! (?:for|on|about|to)${END})|(?:conversation|chat) history|every passage|raw passages|passages? (?:that )?you (?:were|have been)|text above,? (?:starting|verbatim|word))`,
    `${WORD}(?:verrate|gib|geben sie|zeige?|nenne?|wiederhole?|liste)${END}[^.!?]{0,40}?${WORD}(?:system-?prompt|deine[nr]? (?:\\p{L}+ )?${RULES_DE}${END})`,
  ),
  rule(
    'markup',
    '<\\|[a-z_]{2,20}\\|>',
    '\\[/?inst\\]',
    '<</?sys>>',
    '</(?:system|assistant|user|passages?|question|instructions?)>',
    '<(?:system|assistant|passages?)[ >]',
    '(?:^|\\n)\\s*#{2,}\\s*(?:instruction|system(?: prompt)?|response)\\s*:',
  ),
];
