/*
 * ADQL 2.1 (IVOA Recommendation 2023-12-15, appendix A).
 *
 * The whole language is accepted here, optional features too; what Platebook cannot do is refused
 * by the binder, which knows better words for it. The number of arguments of ADQL's own functions
 * is part of the syntax.
 */
grammar Adql;

options {
    caseInsensitive = true;
}

// ---- queries ----

query
    : withClause? selectExpression SEMICOLON? EOF
    ;

withClause
    : WITH withQuery (COMMA withQuery)*
    ;

withQuery
    : identifier AS LEFT_PAREN selectExpression RIGHT_PAREN
    ;

selectExpression
    : querySet orderByClause? offsetClause?
    ;

querySet
    : querySetTerm (op += (UNION | EXCEPT) all += setQuantity querySetTerm)*
    ;

querySetTerm
    : querySetPrimary (INTERSECT all += setQuantity querySetPrimary)*
    ;

setQuantity
    : ALL?
    ;

querySetPrimary
    : selectQuery                                # plainSelect
    | LEFT_PAREN selectExpression RIGHT_PAREN    # nestedSelect
    ;

selectQuery
    : SELECT quantifier = (DISTINCT | ALL)? (TOP UNSIGNED_INTEGER)? selectList FROM tableReference (COMMA tableReference)*
      (WHERE condition)?
      (GROUP BY expression (COMMA expression)*)?
      having = havingClause?
    ;

havingClause
    : HAVING condition
    ;

selectList
    : ASTERISK                               # everything
    | selectItem (COMMA selectItem)*         # chosen
    ;

selectItem
    : qualifiedName PERIOD ASTERISK          # allOfTable
    | expression (AS? identifier)?           # derivedColumn
    ;

orderByClause
    : ORDER BY orderByTerm (COMMA orderByTerm)*
    ;

orderByTerm
    : expression direction = (ASC | DESC)?
    ;

offsetClause
    : OFFSET UNSIGNED_INTEGER
    ;

// ---- tables ----

tableReference
    : tableReference NATURAL joinType? JOIN tableReference                # naturalJoin
    | tableReference joinType? JOIN tableReference joinSpecification      # qualifiedJoin
    | qualifiedName (AS? identifier)?                                     # namedTable
    | LEFT_PAREN selectExpression RIGHT_PAREN AS? identifier              # derivedTable
    | LEFT_PAREN tableReference RIGHT_PAREN                               # nestedJoin
    ;

joinType
    : INNER
    | (LEFT | RIGHT | FULL) OUTER?
    ;

joinSpecification
    : ON condition                                                       # joinOn
    | USING LEFT_PAREN identifier (COMMA identifier)* RIGHT_PAREN        # joinUsing
    ;

// ---- conditions ----

condition
    : NOT condition                                                      # negation
    | condition AND condition                                            # conjunction
    | condition OR condition                                             # disjunction
    | predicate                                                          # simpleCondition
    | LEFT_PAREN condition RIGHT_PAREN                                   # nestedCondition
    ;

predicate
    : expression comparison expression                                   # comparisonPredicate
    | expression NOT? BETWEEN expression AND expression                  # betweenPredicate
    | expression NOT? IN LEFT_PAREN selectExpression RIGHT_PAREN         # inQuery
    | expression NOT? IN LEFT_PAREN expression (COMMA expression)* RIGHT_PAREN   # inList
    | expression NOT? like = (LIKE | ILIKE) expression                   # likePredicate
    | expression IS NOT? NULL                                            # nullPredicate
    | EXISTS LEFT_PAREN selectExpression RIGHT_PAREN                     # existsPredicate
    ;

comparison
    : EQUAL | NOT_EQUAL | LESS | LESS_OR_EQUAL | GREATER | GREATER_OR_EQUAL
    ;

// ---- expressions ----

expression
    : sign = (PLUS | MINUS) expression                                   # signed
    | expression op = (ASTERISK | SOLIDUS) expression                    # product
    | expression op = (PLUS | MINUS) expression                          # sum
    | expression CONCATENATION expression                                # concatenation
    | primary                                                            # simpleExpression
    ;

primary
    : literal                                                            # literalValue
    | qualifiedName                                                      # columnReference
    | setFunction                                                        # setFunctionValue
    | CAST LEFT_PAREN expression AS castTarget RIGHT_PAREN               # cast
    | COALESCE LEFT_PAREN expression (COMMA expression)* RIGHT_PAREN     # coalesce
    | IN_UNIT LEFT_PAREN expression COMMA STRING RIGHT_PAREN             # inUnit
    | mathFunction                                                       # mathFunctionValue
    | name = (LOWER | UPPER) LEFT_PAREN expression RIGHT_PAREN           # caseFolding
    | geometryFunction                                                   # geometryFunctionValue
    | REGULAR_IDENTIFIER LEFT_PAREN (expression (COMMA expression)*)? RIGHT_PAREN   # userFunction
    | LEFT_PAREN expression RIGHT_PAREN                                  # nestedExpression
    ;

literal
    : NULL
    | UNSIGNED_INTEGER
    | DECIMAL
    | APPROXIMATE
    | STRING
    ;

setFunction
    : COUNT LEFT_PAREN ASTERISK RIGHT_PAREN                              # countRows
    | name = (AVG | MAX | MIN | SUM | COUNT) LEFT_PAREN quantifier = (DISTINCT | ALL)? expression RIGHT_PAREN # generalSetFunction
    ;

mathFunction
    : name = (ABS | CEILING | DEGREES | EXP | FLOOR | LOG | LOG10 | RADIANS | SQRT
             | ACOS | ASIN | ATAN | COS | COT | SIN | TAN)
      LEFT_PAREN expression RIGHT_PAREN                                  # unaryMath
    | name = (MOD | POWER | ATAN2) LEFT_PAREN expression COMMA expression RIGHT_PAREN   # binaryMath
    | name = (ROUND | TRUNCATE) LEFT_PAREN expression (COMMA places)? RIGHT_PAREN       # rounding
    | PI LEFT_PAREN RIGHT_PAREN                                          # pi
    | RAND LEFT_PAREN UNSIGNED_INTEGER? RIGHT_PAREN                      # rand
    ;

places
    : (PLUS | MINUS)? UNSIGNED_INTEGER
    ;

geometryFunction
    : POINT LEFT_PAREN (coordinateSystem COMMA)? expression COMMA expression RIGHT_PAREN  # point
    | CIRCLE LEFT_PAREN (coordinateSystem COMMA)? expression COMMA expression (COMMA expression)? RIGHT_PAREN  # circle
    | BOX LEFT_PAREN (coordinateSystem COMMA)? expression COMMA expression COMMA expression (COMMA expression)? RIGHT_PAREN  # box
    | POLYGON LEFT_PAREN (coordinateSystem COMMA)? expression COMMA expression COMMA expression (COMMA expression)* RIGHT_PAREN  # polygon
    | REGION LEFT_PAREN STRING RIGHT_PAREN                               # region
    | name = (CENTROID | AREA | COORD1 | COORD2 | COORDSYS) LEFT_PAREN expression RIGHT_PAREN   # ofGeometry
    | name = (CONTAINS | INTERSECTS) LEFT_PAREN expression COMMA expression RIGHT_PAREN         # geometryPredicate
    | DISTANCE LEFT_PAREN expression COMMA expression (COMMA expression COMMA expression)? RIGHT_PAREN  # distance
    ;

// The deprecated first argument: a text, or NULL.
coordinateSystem
    : STRING
    | NULL
    ;

castTarget
    : name = (INTEGER | SMALLINT | BIGINT | REAL | TIMESTAMP | POINT | CIRCLE | POLYGON)  # simpleTarget
    | DOUBLE PRECISION                                                   # doubleTarget
    | name = (CHAR | VARCHAR) (LEFT_PAREN UNSIGNED_INTEGER RIGHT_PAREN)? # textTarget
    ;

// ---- names ----

qualifiedName
    : identifier (PERIOD identifier)*
    ;

identifier
    : REGULAR_IDENTIFIER
    | DELIMITED_IDENTIFIER
    ;

// ---- words ----

ABS: 'ABS';
ACOS: 'ACOS';
ALL: 'ALL';
AND: 'AND';
AREA: 'AREA';
AS: 'AS';
ASC: 'ASC';
ASIN: 'ASIN';
ATAN: 'ATAN';
ATAN2: 'ATAN2';
AVG: 'AVG';
BETWEEN: 'BETWEEN';
BIGINT: 'BIGINT';
BOX: 'BOX';
BY: 'BY';
CAST: 'CAST';
CEILING: 'CEILING';
CENTROID: 'CENTROID';
CHAR: 'CHAR';
CIRCLE: 'CIRCLE';
COALESCE: 'COALESCE';
CONTAINS: 'CONTAINS';
COORD1: 'COORD1';
COORD2: 'COORD2';
COORDSYS: 'COORDSYS';
COS: 'COS';
COT: 'COT';
COUNT: 'COUNT';
DEGREES: 'DEGREES';
DESC: 'DESC';
DISTANCE: 'DISTANCE';
DISTINCT: 'DISTINCT';
DOUBLE: 'DOUBLE';
EXCEPT: 'EXCEPT';
EXISTS: 'EXISTS';
EXP: 'EXP';
FLOOR: 'FLOOR';
FROM: 'FROM';
FULL: 'FULL';
GROUP: 'GROUP';
HAVING: 'HAVING';
ILIKE: 'ILIKE';
IN: 'IN';
INNER: 'INNER';
INTEGER: 'INTEGER';
INTERSECT: 'INTERSECT';
INTERSECTS: 'INTERSECTS';
IN_UNIT: 'IN_UNIT';
IS: 'IS';
JOIN: 'JOIN';
LEFT: 'LEFT';
LIKE: 'LIKE';
LOG: 'LOG';
LOG10: 'LOG10';
LOWER: 'LOWER';
MAX: 'MAX';
MIN: 'MIN';
MOD: 'MOD';
NATURAL: 'NATURAL';
NOT: 'NOT';
NULL: 'NULL';
OFFSET: 'OFFSET';
ON: 'ON';
OR: 'OR';
ORDER: 'ORDER';
OUTER: 'OUTER';
PI: 'PI';
POINT: 'POINT';
POLYGON: 'POLYGON';
POWER: 'POWER';
PRECISION: 'PRECISION';
RADIANS: 'RADIANS';
RAND: 'RAND';
REAL: 'REAL';
REGION: 'REGION';
RIGHT: 'RIGHT';
ROUND: 'ROUND';
SELECT: 'SELECT';
SIN: 'SIN';
SMALLINT: 'SMALLINT';
SQRT: 'SQRT';
SUM: 'SUM';
TAN: 'TAN';
TIMESTAMP: 'TIMESTAMP';
TOP: 'TOP';
TRUNCATE: 'TRUNCATE';
UNION: 'UNION';
UPPER: 'UPPER';
USING: 'USING';
VARCHAR: 'VARCHAR';
WHERE: 'WHERE';
WITH: 'WITH';

// Reserved by SQL-92 (and so by ADQL), but without a meaning in it.
RESERVED_WORD
    : 'ABSOLUTE' | 'ACTION' | 'ADD' | 'ALLOCATE' | 'ALTER' | 'ANY' | 'ARE' | 'ASSERTION' | 'AT'
    | 'AUTHORIZATION' | 'BEGIN' | 'BIT' | 'BIT_LENGTH' | 'BOTH' | 'CASCADE' | 'CASCADED' | 'CASE'
    | 'CATALOG' | 'CHARACTER' | 'CHAR_LENGTH' | 'CHARACTER_LENGTH' | 'CHECK' | 'CLOSE' | 'COLLATE'
    | 'COLLATION' | 'COLUMN' | 'COMMIT' | 'CONNECT' | 'CONNECTION' | 'CONSTRAINT' | 'CONSTRAINTS'
    | 'CONTINUE' | 'CONVERT' | 'CORRESPONDING' | 'CREATE' | 'CROSS' | 'CURRENT' | 'CURRENT_DATE'
    | 'CURRENT_TIME' | 'CURRENT_TIMESTAMP' | 'CURRENT_USER' | 'CURSOR' | 'DATE' | 'DAY'
    | 'DEALLOCATE' | 'DECIMAL' | 'DECLARE' | 'DEFAULT' | 'DEFERRABLE' | 'DEFERRED' | 'DELETE'
    | 'DESCRIBE' | 'DESCRIPTOR' | 'DIAGNOSTICS' | 'DISCONNECT' | 'DOMAIN' | 'DROP' | 'ELSE' | 'END'
    | 'END-EXEC' | 'ESCAPE' | 'EXCEPTION' | 'EXEC' | 'EXECUTE' | 'EXTERNAL' | 'EXTRACT' | 'FALSE'
    | 'FETCH' | 'FIRST' | 'FLOAT' | 'FOR' | 'FOREIGN' | 'FOUND' | 'GET' | 'GLOBAL' | 'GO' | 'GOTO'
    | 'GRANT' | 'HOUR' | 'IDENTITY' | 'IMMEDIATE' | 'INDICATOR' | 'INITIALLY' | 'INPUT'
    | 'INSENSITIVE' | 'INSERT' | 'INT' | 'INTERVAL' | 'INTO' | 'ISOLATION' | 'KEY' | 'LANGUAGE'
    | 'LAST' | 'LEADING' | 'LEVEL' | 'LOCAL' | 'MATCH' | 'MINUTE' | 'MODULE' | 'MONTH' | 'NAMES'
    | 'NATIONAL' | 'NCHAR' | 'NEXT' | 'NO' | 'NULLIF' | 'NUMERIC' | 'OCTET_LENGTH' | 'OF' | 'ONLY'
    | 'OPEN' | 'OPTION' | 'OUTPUT' | 'OVERLAPS' | 'PAD' | 'PARTIAL' | 'POSITION' | 'PREPARE'
    | 'PRESERVE' | 'PRIMARY' | 'PRIOR' | 'PRIVILEGES' | 'PROCEDURE' | 'PUBLIC' | 'READ'
    | 'REFERENCES' | 'RELATIVE' | 'RESTRICT' | 'REVOKE' | 'ROLLBACK' | 'ROWS' | 'SCHEMA' | 'SCROLL'
    | 'SECOND' | 'SECTION' | 'SESSION' | 'SESSION_USER' | 'SET' | 'SIZE' | 'SOME' | 'SPACE' | 'SQL'
    | 'SQLCODE' | 'SQLERROR' | 'SQLSTATE' | 'SUBSTRING' | 'SYSTEM_USER' | 'TABLE' | 'TEMPORARY'
    | 'THEN' | 'TIME' | 'TIMEZONE_HOUR' | 'TIMEZONE_MINUTE' | 'TO' | 'TRAILING' | 'TRANSACTION'
    | 'TRANSLATE' | 'TRANSLATION' | 'TRIM' | 'TRUE' | 'UNIQUE' | 'UNKNOWN' | 'UPDATE' | 'USAGE'
    | 'USER' | 'VALUE' | 'VALUES' | 'VARYING' | 'VIEW' | 'WHEN' | 'WHENEVER' | 'WORK' | 'WRITE'
    | 'YEAR' | 'ZONE'
    ;

REGULAR_IDENTIFIER: [A-Z] [A-Z0-9_]*;
DELIMITED_IDENTIFIER: '"' (~["] | '""')+ '"';
STRING: '\'' (~['] | '\'\'')* '\'';
UNSIGNED_INTEGER: [0-9]+;
DECIMAL: [0-9]+ '.' [0-9]* | '.' [0-9]+;
APPROXIMATE: ([0-9]+ ('.' [0-9]*)? | '.' [0-9]+) 'E' [+-]? [0-9]+;

EQUAL: '=';
NOT_EQUAL: '<>' | '!=';
LESS_OR_EQUAL: '<=';
LESS: '<';
GREATER_OR_EQUAL: '>=';
GREATER: '>';
CONCATENATION: '||';
LEFT_PAREN: '(';
RIGHT_PAREN: ')';
COMMA: ',';
PERIOD: '.';
SEMICOLON: ';';
ASTERISK: '*';
SOLIDUS: '/';
PLUS: '+';
MINUS: '-';

WHITESPACE: [ \t\r\n\f]+ -> skip;
COMMENT: '--' ~[\r\n]* -> skip;
UNEXPECTED: .;
