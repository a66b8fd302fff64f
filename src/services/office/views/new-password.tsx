/** A password that was made a moment ago. It stands here once and nowhere else. */
export function NewPassword({ password }: { password: string }) {
  return (
    <div className="new-password" role="status">
      <p>
        新しいパスワードです。<b>一度しか表示されません。</b>
        いま、パスワード管理の道具に入れるか、人に見られない所に控えてください。
      </p>
      <p className="new-password-text">
        <code>{password}</code>
      </p>
    </div>
  );
}
