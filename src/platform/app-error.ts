/**
 * The three kinds of error of the house, and the one table that gives a fault its status and its words.
 *
 * - A *refusal* is a value (`Refusal`): the rules said no, with every reason and its basis.
 * - A *fault* (`AppError`) is the caller's: unknown thing, bad input, no right. Its code stands in the table below
 *   and in docs/errors.md; a test compares the two.
 * - A *bug* is any other exception: status 500, logged with an id that the page shows.
 */

export interface FaultWords {
  /** HTTP status. */
  readonly status: number;
  /** What is wrong, in Chinese, one sentence. */
  readonly message: string;
  /** What to do about it, in Chinese, one sentence. */
  readonly advice: string;
}

export const faults = {
  'bad-input': {
    status: 400,
    message: '提交的内容不符合要求。',
    advice: '请按提示修改后重新提交，已填写的内容不会丢失。',
  },
  'bad-json': { status: 400, message: '请求正文不是有效的 JSON。', advice: '请检查格式后重试。' },
  'not-signed-in': { status: 401, message: '尚未登录或登录已超时。', advice: '请重新登录后继续。' },
  'sign-in-failed': {
    status: 401,
    message: '用户名、密码或动态口令不正确。',
    advice: '请核对后重试；连续失败将暂时锁定账号。',
  },
  'second-factor-needed': {
    status: 401,
    message: '该账号需要动态口令。',
    advice: '请输入身份验证器上显示的六位数字。',
  },
  'account-locked': {
    status: 423,
    message: '账号因连续登录失败已被暂时锁定。',
    advice: '请在锁定时间过后重试，或联系系统管理员。',
  },
  'csrf-failed': { status: 403, message: '页面已过期，无法确认操作来自本页。', advice: '请刷新页面后重试。' },
  'second-factor-unbound': {
    status: 403,
    message: '您的岗位须先绑定动态口令。',
    advice: '请按提示用身份验证器绑定动态口令，然后继续。',
  },
  'password-expired': {
    status: 403,
    message: '您的密码已超过使用期限。',
    advice: '请先在“我的账号”中设置新密码，然后继续。',
  },
  'request-key-reused': {
    status: 422,
    message: '同一个请求编号用于了不同的内容，操作没有执行。',
    advice: '请刷新页面后重新提交。',
  },
  'request-under-way': {
    status: 409,
    message: '相同的操作正在处理。',
    advice: '请稍候刷新页面查看结果，不要重复提交。',
  },
  'already-done': {
    status: 409,
    message: '该操作已经完成，只是上次的答复没有送达。',
    advice: '请刷新页面查看结果，不需要重新提交。',
  },
  'not-allowed': {
    status: 403,
    message: '您没有执行此操作的权限。',
    advice: '如确需办理，请联系有权限的岗位或系统管理员。',
  },
  'not-found': {
    status: 404,
    message: '没有找到您要的内容。',
    advice: '请检查地址，或使用搜索和网站地图查找。',
  },
  withdrawn: { status: 410, message: '该信息已撤下。', advice: '页面说明了撤下的时间、原因和机关。' },
  'edited-meanwhile': {
    status: 409,
    message: '该内容刚刚被其他人修改。',
    advice: '请查看对方的修改后再保存；您的修改仍保留在本页。',
  },
  'too-large': { status: 413, message: '提交的内容超过大小限制。', advice: '请压缩或拆分后重新提交。' },
  'wrong-type': {
    status: 415,
    message: '文件的实际类型与扩展名不符，或不在允许的类型之内。',
    advice: '请核对文件内容与扩展名，换成页面所列的类型后重新上传。',
  },
  'unreadable-file': { status: 422, message: '文件无法读取。', advice: '请用办公软件打开并另存后重新上传。' },
  refused: { status: 409, message: '按规定现在不能执行此操作。', advice: '请先处理列出的各项原因。' },
  'too-many-requests': { status: 429, message: '操作过于频繁。', advice: '请稍候再试。' },
  'database-away': {
    status: 503,
    message: '数据库暂时无法访问，操作没有执行。',
    advice: '请稍候重试，已填写的内容不会丢失。',
  },
  'portal-silent': {
    status: 503,
    message: '门户网站没有答复，操作没有执行。',
    advice: '请确认门户网站能够打开，稍后再试。',
  },
  'disk-full': {
    status: 507,
    message: '存储空间不足，文件没有保存。',
    advice: '请联系系统管理员清理空间后重试。',
  },
  'restore-target-taken': {
    status: 409,
    message: '恢复的目标不是空的，没有恢复。',
    advice: '请把原来的数据目录移走保存，然后恢复到一个空的数据目录或空的数据库。',
  },
  'backup-damaged': {
    status: 400,
    message: '这个文件不是完整的备份，没有恢复。',
    advice: '请换一份备份；如果是复制来的，请重新复制并核对文件大小。',
  },
  'log-behind-its-copy': {
    status: 409,
    message: '数据库比公开日志的副本旧，像是直接放回了旧的备份；已撤下的信息会重新出现。',
    advice: '请用 ./gongkai restore 恢复备份，并用 --log 指明公开日志的副本。',
  },
  'unknown-command': { status: 400, message: '没有这个命令。', advice: '运行 ./gongkai help 查看全部命令。' },
  'data-folder-in-use': {
    status: 409,
    message: '数据目录正被另一个进程使用。',
    advice: '请先停止那个进程，或用 GONGKAI_DATA 指定另一个目录。',
  },
  'data-folder-unusable': {
    status: 500,
    message: '数据目录不能使用。',
    advice: '请按提示检查 GONGKAI_DATA 指向的目录；不要删除其中的文件，必要时从备份恢复。',
  },
  'sealed-unreadable': {
    status: 500,
    message: '加密保存的内容无法解开。',
    advice: '请系统管理员从备份恢复数据目录中的加密密钥文件 sealing-key；多台服务器须使用同一份密钥文件。',
  },
  'engine-unavailable': {
    status: 500,
    message: '内置数据库无法启动。',
    advice: '请按提示处理，或用 DATABASE_URL 指向一台 PostgreSQL(15 或更高版本)服务器。',
  },
  'migrations-disagree': {
    status: 500,
    message: '数据库的结构版本与本程序不一致。',
    advice: '请使用与数据库相符的程序版本；不要修改已经执行过的迁移文件。',
  },
  'pack-invalid': {
    status: 422,
    message: '机构包（pack）有错误。',
    advice: '请按列出的文件、行号和办法修改。',
  },
  'letter-unprintable': {
    status: 422,
    message: '文书中有字库没有的字，不能生成 PDF。',
    advice: '请核对列出的字；确实无误的，请下载 DOCX 文书在装有该字的电脑上打印。',
  },
} as const satisfies Record<string, FaultWords>;

export type FaultCode = keyof typeof faults;

/** One thing that is wrong with the input: where, and what to do. */
export interface InputProblem {
  /** Field path, file:line or cell address. */
  readonly where: string;
  /** In Chinese: what is wrong and what to do. */
  readonly message: string;
}

/** A fault of the caller. `problems` lists everything that is wrong, at once. */
export class AppError extends Error {
  readonly code: FaultCode;
  readonly problems: readonly InputProblem[];
  /** Extra sentence that belongs to this occurrence, in Chinese. */
  readonly detail: string | undefined;

  constructor(
    code: FaultCode,
    options: { detail?: string; problems?: readonly InputProblem[]; cause?: unknown } = {},
  ) {
    super(options.detail ?? faults[code].message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.detail = options.detail;
    this.problems = options.problems ?? [];
  }

  get status(): number {
    return faults[this.code].status;
  }

  get advice(): string {
    return faults[this.code].advice;
  }
}
